using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// What the silence of CloudTrail's RunTask events proves. Where a region's events were
/// recorded to the last page, a call that is not among them two hours later was not made.
/// </summary>
internal static class RunTaskLedger
{
    /// <summary>Events may be this late. Source: facts §6.1, about 5 minutes on average, not guaranteed.</summary>
    private static readonly Duration Lag = Duration.FromHours(2);

    /// <summary>Adds it to the sources of every schedule that starts tasks.</summary>
    public static void NoteSilence(BundleReader bundle, IReadOnlyList<TrailEvent> events, LedgerParts parts)
    {
        foreach (var row in bundle.Manifest.Coverage)
        {
            if (
                row.Status != CoverageStatus.Complete
                || RegionOf(row, bundle.Manifest.Regions) is not { } region
                || row.From is not { } from
                || row.To is not { } to
            )
                continue;
            var calls = events.Where(e => e.ByScheduler && e.Name == ChangeEvents.RunTask.Name && e.Region == region).ToList();
            var asked = bundle
                .Records(Operations.LookupEvents)
                .Where(r => r.Region == region && IsOfRunTask(r))
                .Select(r => (r.Id, r.RequestedAt))
                .ToList();
            if (calls.Count == 0 || asked.Count == 0 || calls.Exists(IsAnybodys))
                continue;
            var silence = new AbsenceCoverage(
                ExecutionSources.RunTaskEvent,
                from,
                Instant.Min(asked.Min(a => a.RequestedAt), to + Lag),
                Lag,
                Lag,
                calls[^1].At,
                [.. asked.Select(a => ListingPage.OfAllTime(a.Id)).OrderBy(p => p.EvidenceId, StringComparer.Ordinal).Take(1)]
            )
            {
                FirstSeen = calls[0].At,
            };
            for (var i = 0; i < parts.Histories.Count; i++)
            {
                if (parts.Histories[i].Key.Region == region && parts.Histories[i].Latest.Target.TaskDefinitionArn is not null)
                    parts.Silence[i].Add(silence);
            }
        }
    }

    /// <summary>Whether an accepted call names neither schedule nor task: while there is one, nobody's silence counts.</summary>
    private static bool IsAnybodys(TrailEvent call) =>
        call.ErrorCode is null && !CallerMark.IsOn(call.Request.Text("startedBy")) && call.Request.Text("taskDefinition") is null;

    /// <summary><c>cloudtrail.runTask[REGION]</c>; of a recording of one region <c>cloudtrail.runTask</c> alone.</summary>
    private static string? RegionOf(SourceCoverage row, IReadOnlyList<string> regions) =>
        row.Source == SourceNames.RunTasks && regions.Count == 1 ? regions[0]
        : row.Source.StartsWith(SourceNames.RunTasks + "[", StringComparison.Ordinal) ? row.Source[(SourceNames.RunTasks.Length + 1)..^1]
        : null;

    private static bool IsOfRunTask(EvidenceRecord record) =>
        record.Parameters.Items("LookupAttributes").Any(a => a.Text("AttributeValue") == ChangeEvents.RunTask.Name);
}
