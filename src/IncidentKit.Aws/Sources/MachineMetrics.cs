using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>How often EXPRESS state machines were started and how their executions ended, by minute.</summary>
sealed class MachineMetrics(RecordedRegion region) : MetricSource(region, SourceNames.MachineMetrics, NothingToAsk)
{
    static readonly string[] Counts =
    [
        "ExecutionsStarted",
        "ExecutionsSucceeded",
        "ExecutionsFailed",
        "ExecutionsTimedOut",
        "ExecutionsAborted",
    ];

    public override bool HasRow => Ledger.Calls.Calls > 0;

    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        MetricsAsync(
            "AWS/States",
            Counts,
            "StateMachineArn",
            known.ExpressMachines,
            known.Targets.Machines.Values.Append(Duration.Zero).Max(),
            ct
        );
}
