using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds the calls of targets without evidence of their own among the management events of CloudTrail: EventBridge made the call, by the
/// schedule's role, and it names what the target names. A data event is never there, so that its absence says nothing.
/// Source: facts II §5.
/// </summary>
internal sealed class TargetCalls
{
    /// <summary>Events may be this late. Source: facts §6.1, about 5 minutes on average, not guaranteed.</summary>
    private static readonly Duration Lag = Duration.FromHours(2);

    private readonly LedgerParts _parts;
    private readonly Dictionary<(string Region, string Event), List<(int Schedule, NamedCall Call)>> _byEvent = [];
    private readonly List<(TrailEvent Call, IReadOnlyList<int> Schedules)> _refused = [];
    private readonly SortedDictionary<int, (Instant First, Instant Last)> _seen = [];

    private TargetCalls(LedgerParts parts) => _parts = parts;

    /// <summary>The calls that were refused, each with the schedules whose it may be.</summary>
    public IReadOnlyList<(TrailEvent Call, IReadOnlyList<int> Schedules)> Refused => _refused;

    /// <summary>Adds the calls to what was found, and what their silence proves.</summary>
    public static TargetCalls Read(BundleReader bundle, LedgerParts parts, IReadOnlyList<TrailEvent> events)
    {
        var calls = new TargetCalls(parts);
        calls.Index();
        if (calls._byEvent.Count == 0)
            return calls;
        foreach (var call in events.Where(e => e.ByScheduler))
        {
            if (calls._byEvent.TryGetValue((call.Region, call.Name), out var candidates))
                calls.Add(call, candidates);
        }

        calls.NoteSilence(bundle);
        return calls;
    }

    private void Index()
    {
        for (var i = 0; i < _parts.Histories.Count; i++)
        {
            var history = _parts.Histories[i];
            foreach (var target in history.Epochs.Select(e => e.Configuration.Target).DistinctBy(t => (t.Arn, t.Input)))
            {
                if (NamedCall.Of(target) is not { } call)
                    continue;
                if (!_byEvent.TryGetValue((history.Key.Region, call.EventName), out var list))
                    _byEvent.Add((history.Key.Region, call.EventName), list = []);
                list.Add((i, call));
            }
        }
    }

    private void Add(TrailEvent call, List<(int Schedule, NamedCall Call)> candidates)
    {
        var whose = Whose(call, candidates);
        if (call.ErrorCode is not null && whose.Count > 0)
            _refused.Add((call, whose));
        // A call that may be of several proves no run of any.
        if (whose is not [var owner])
            return;
        _seen[owner] = _seen.TryGetValue(owner, out var seen) ? (seen.First, call.At) : (call.At, call.At);
        if (call.ErrorCode is null)
            _parts
                .Found[owner]
                .Add(
                    new Execution
                    {
                        StartedAt = call.At,
                        Sources = ExecutionSources.RunTaskEvent,
                        Owner = owner,
                        Evidence = _parts.EvidenceIndex(call.EvidenceId),
                    }
                );
    }

    /// <summary>Those whose call it may be: by role, and by what it names where CloudTrail kept that; the best fit of several.</summary>
    private List<int> Whose(TrailEvent call, List<(int Schedule, NamedCall Call)> candidates)
    {
        var made = candidates.FindAll(c => _parts.Histories[c.Schedule].Key.IsRule == call.ByRule && IsOfRole(c.Schedule, call));
        if (call.Request.ValueKind != JsonValueKind.Object)
            return [.. made.Select(c => c.Schedule).Distinct()];
        var request = call.Request.AllTexts().ToHashSet(StringComparer.Ordinal);
        var fits = made.Select(c => (c.Schedule, Fit: c.Call.Fits(request))).Where(c => c.Fit is not null).ToList();
        return [.. fits.Where(c => c.Fit == fits.Max(f => f.Fit)).Select(c => c.Schedule).Distinct()];
    }

    private bool IsOfRole(int schedule, TrailEvent call) =>
        call.RoleArn is not { } role
        || _parts.Histories[schedule].Epochs.Any(e => e.Configuration.Target.RoleArn is not { } own || own == role);

    /// <summary>What was called once shows that such calls are events; from then on one that is not there was not made.</summary>
    private void NoteSilence(BundleReader bundle)
    {
        foreach (var (schedule, (first, last)) in _seen)
        {
            var history = _parts.Histories[schedule];
            if (
                NamedCall.Of(history.Latest.Target) is not { } call
                || RowOf(bundle, history.Key.Region) is not { Status: CoverageStatus.Complete, From: { } from, To: { } to }
            )
                continue;
            var asked = bundle
                .Records(Operations.LookupEvents)
                .Where(r => r.Region == history.Key.Region && IsOf(r, call.EventName))
                .Select(r => (r.Id, r.RequestedAt))
                .ToList();
            if (asked.Count == 0)
                continue;
            _parts
                .Silence[schedule]
                .Add(
                    new AbsenceCoverage(
                        ExecutionSources.RunTaskEvent,
                        from,
                        Instant.Min(asked.Min(a => a.RequestedAt), to + Lag),
                        Lag,
                        Lag,
                        last,
                        [.. asked.Select(a => ListingPage.OfAllTime(a.Id)).OrderBy(p => p.EvidenceId, StringComparer.Ordinal).Take(1)]
                    )
                    {
                        FirstSeen = first,
                    }
                );
        }
    }

    private static bool IsOf(EvidenceRecord record, string name) =>
        record.Parameters.Items("LookupAttributes").Any(a => a.Text("AttributeValue") == name);

    private static SourceCoverage? RowOf(BundleReader bundle, string region) =>
        bundle.Manifest.Coverage.FirstOrDefault(c =>
            c.Source == SourceNames.TargetCalls || c.Source == $"{SourceNames.TargetCalls}[{region}]"
        );
}
