using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>The invocations of functions, how they ended, what was held back or given up, and how long they took, by minute.</summary>
sealed class Invocations(RecordedRegion region) : MetricSource(region, SourceNames.Invocations, "no target is a Lambda function")
{
    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        MetricsAsync(
            "AWS/Lambda",
            ["Invocations", "Errors", "Throttles", "AsyncEventsDropped", "DeadLetterErrors", "DestinationDeliveryFailures", "Duration"],
            "FunctionName",
            [.. known.Targets.Functions.Keys],
            known.Targets.Functions.Values.Append(Duration.Zero).Max(),
            ct
        );
}
