using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds the runs of targets that leave no trace of their own in the counts of the calls themselves, which Scheduler keeps by schedule
/// group and EventBridge by rule, and only where they leave no choice. They say that a target was called, not how its work ended.
/// Sources: facts §3.1, facts II §1.
/// </summary>
internal sealed class CountedCalls
{
    /// <summary>Points may be this late. Source: facts §3.1, best effort.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(15);

    private readonly LedgerParts _parts;
    private readonly IReadOnlyList<int> _all;
    private readonly IReadOnlyList<int> _traceless;
    private readonly MetricSeries _attempts;
    private readonly MetricSeries? _errors;
    private readonly int _evidence;
    private readonly HashSet<Instant> _blurred = [];

    private CountedCalls(LedgerParts parts, IReadOnlyList<int> all, MetricSeries attempts, MetricSeries? errors)
    {
        (_parts, _all, _attempts, _errors) = (parts, all, attempts, errors);
        // Whose calls CloudTrail has, those are known better.
        _traceless = [.. all.Where(i => LeavesNoTrace(parts.Histories[i]) && parts.Found[i].Count == 0)];
        _evidence = parts.EvidenceIndex(attempts.EvidenceIds[0]);
    }

    /// <summary>Adds such runs, and what silence of the counts proves.</summary>
    public static void Read(BundleReader bundle, LedgerParts parts)
    {
        if (!parts.Histories.Any(LeavesNoTrace))
            return;
        var series = MetricSeries.ReadAll(bundle);
        foreach (var together in Enumerable.Range(0, parts.Histories.Count).GroupBy(i => CallCounts.Of(parts.Histories[i].Key)))
        {
            var (all, counts) = (together.ToList(), together.Key);
            if (
                !all.Exists(i => LeavesNoTrace(parts.Histories[i]))
                || !series.TryGetValue((counts.Region, counts.Namespace, counts.Attempts, counts.Value), out var attempts)
                || attempts.EvidenceIds.Count == 0
            )
                continue;
            var errors = series.GetValueOrDefault((counts.Region, counts.Namespace, counts.Errors, counts.Value));
            new CountedCalls(parts, all, attempts, errors).Add(counts, bundle.Manifest.CollectedAt);
        }
    }

    private static bool LeavesNoTrace(ScheduleHistory history) => history.Latest.Target is OtherTarget { IsNotRecorded: false };

    private void Add(CallCounts counts, Instant recordedAt)
    {
        if (counts.Namespace == CallCounts.OfRules || _all.Count == 1)
            AddOwn();
        else if (_all.All(i => HasKnownTimes(_parts.Histories[i])))
            AddShared();
        else
            return;
        var silence = new AbsenceCoverage(
            ExecutionSources.CallCount,
            _attempts.From,
            Instant.Min(recordedAt, _attempts.To + Lag),
            Lag,
            Lag,
            null,
            [.. _attempts.EvidenceIds.Select(ListingPage.OfAllTime)]
        )
        {
            Blurred = _blurred,
        };
        // Where no call of a schedule was ever counted, that none is counted says nothing of it.
        foreach (var schedule in _traceless)
        {
            var counted = _parts.Found[schedule].Where(e => e.Sources == ExecutionSources.CallCount).ToList();
            if (counted.Count > 0)
                _parts.Silence[schedule].Add(silence with { FirstSeen = counted.Min(e => e.StartedAt) });
        }
    }

    /// <summary>Counts that are of one schedule, or of the targets of one rule, which are called together.</summary>
    private void AddOwn()
    {
        foreach (var (minute, count) in _attempts.Points)
        {
            if (count <= 0)
                continue;
            var expected = Math.Max(1, _all.Count(i => _parts.Histories[i].At(minute) is { Active: true }));
            var errors = _errors?.At(minute);
            if (errors == 0 && count >= expected)
                foreach (var schedule in _traceless)
                    Found(schedule, minute, null);
            else if (!(errors >= count))
                _blurred.Add(minute);
        }
    }

    /// <summary>
    /// Counts of a group of several schedules. Where as many calls were made in a minute as were due, each was. Where all calls of it are
    /// known to be others', none was. Anything else, and every error, whose retries count too, leaves a choice.
    /// </summary>
    private void AddShared()
    {
        var due = new SortedDictionary<Instant, List<(int Schedule, Instant At)>>();
        foreach (var schedule in _all)
        {
            foreach (var (fire, _, _) in _parts.Histories[schedule].FireTimes(_attempts.From, _attempts.To, Instant.MaxValue))
            {
                var minute = WholeMinute.Of(fire.At);
                if (!due.TryGetValue(minute, out var list))
                    due.Add(minute, list = []);
                list.Add((schedule, fire.At));
            }
        }

        var others = CallsOfOthers();
        foreach (var (minute, slots) in due)
        {
            var traceless = slots.FindAll(s => _traceless.Contains(s.Schedule));
            if (traceless.Count == 0)
                continue;
            var made = _attempts.At(minute);
            if (_errors?.At(minute) != 0 || made is null)
                _blurred.Add(minute);
            else if (made == slots.Count)
                foreach (var (schedule, at) in traceless)
                    Found(schedule, at, at);
            else if (made > others.GetValueOrDefault(minute))
                _blurred.Add(minute);
        }
    }

    /// <summary>The calls by minute that are known to be of schedules whose targets leave a trace.</summary>
    private Dictionary<Instant, int> CallsOfOthers() =>
        _all.Except(_traceless)
            .SelectMany(i => _parts.Found[i])
            .Where(e => !e.Manual && (e.Sources & (ExecutionSources.RunTaskEvent | ExecutionSources.Listing)) != ExecutionSources.None)
            .CountBy(e => WholeMinute.Of(e.StartedAt))
            .ToDictionary(m => m.Key, m => m.Value);

    /// <summary>Whether its calls are made in the minute that it is due: no window is flexible, and the phase of a rate is known.</summary>
    private static bool HasKnownTimes(ScheduleHistory history) =>
        history.Epochs.All(e =>
            !e.Active
            || (
                e.Configuration.FlexibleWindow == Duration.Zero
                && e.Configuration.Expression is not UnknownExpression
                && (e.Configuration.Expression is not RateExpression || e.Configuration.Start is not null)
            )
        );

    private void Found(int schedule, Instant at, Instant? due) =>
        _parts
            .Found[schedule]
            .Add(
                new Execution
                {
                    StartedAt = at,
                    ScheduledTime = due,
                    Sources = ExecutionSources.CallCount,
                    Evidence = _evidence,
                }
            );
}
