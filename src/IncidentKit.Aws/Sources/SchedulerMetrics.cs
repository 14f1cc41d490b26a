using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <summary>The Scheduler's own counts by schedule group.</summary>
sealed class SchedulerMetrics(RecordedRegion region) : MetricSource(region, SourceNames.SchedulerMetrics, "no schedule group is known")
{
    /// <summary>The counts that the Scheduler keeps by schedule group (Scheduler user guide, "Monitoring with CloudWatch").</summary>
    static readonly string[] SchedulerCounts =
    [
        "InvocationAttemptCount",
        "TargetErrorCount",
        "TargetErrorThrottledCount",
        "InvocationThrottleCount",
        "InvocationDroppedCount",
        "InvocationsSentToDeadLetterCount",
        "InvocationsFailedToBeSentToDeadLetterCount",
    ];

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        MetricsAsync("AWS/Scheduler", SchedulerCounts, "ScheduleGroup", known.Targets.Groups, known.Targets.LongestLookBack, ct);
}
