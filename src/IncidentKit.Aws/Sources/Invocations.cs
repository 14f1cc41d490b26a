using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>The invocations of functions, their errors and throttles, by minute.</summary>
sealed class Invocations(RecordedRegion region) : MetricSource(region, SourceNames.Invocations, "no target is a Lambda function")
{
    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        MetricsAsync(
            "AWS/Lambda",
            ["Invocations", "Errors", "Throttles"],
            "FunctionName",
            [.. known.Targets.Functions.Keys],
            known.Targets.Functions.Values.Append(Duration.Zero).Max(),
            ct
        );
}
