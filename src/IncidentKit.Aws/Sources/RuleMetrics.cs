using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>How often rules with a schedule fired, by minute.</summary>
sealed class RuleMetrics(RecordedRegion region) : MetricSource(region, SourceNames.RuleMetrics, "no rule has a schedule")
{
    static readonly string[] RuleCounts = ["TriggeredRules", "Invocations", "FailedInvocations", "ThrottledRules"];

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        MetricsAsync("AWS/Events", RuleCounts, "RuleName", known.Rules, known.Targets.LongestLookBack, ct);
}
