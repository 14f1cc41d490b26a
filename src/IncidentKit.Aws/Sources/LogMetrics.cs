using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>The events that log groups took in, by minute.</summary>
sealed class LogMetrics(RecordedRegion region) : MetricSource(region, SourceNames.LogMetrics, "no log group is known")
{
    /// <summary>Most log groups whose events are counted.</summary>
    const int CountedLogGroups = 100;

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var groups = known.LogGroups;
        if (groups.Count > CountedLogGroups)
            Ledger.Limit($"{groups.Count} log groups, the events of {CountedLogGroups} were counted");
        var counted = groups.Keys.Order(StringComparer.Ordinal).Take(CountedLogGroups).ToList();
        return MetricsAsync("AWS/Logs", ["IncomingLogEvents"], "LogGroupName", counted, LookBack.Shortest, ct);
    }
}
