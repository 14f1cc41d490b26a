using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The alarms of a region.</summary>
    public static AwsOperation DescribeAlarms { get; } =
        new(Operations.DescribeAlarms, 5) { Paging = new("NextToken", "NextToken", "MetricAlarms") };
}

/// <summary>The alarms of a region.</summary>
sealed class Alarms(RecordedRegion region) : Source(region, SourceNames.Alarms)
{
    public override Task RecordAsync(KnownSoFar known, CancellationToken ct) => ItemsAsync(AwsOperation.DescribeAlarms, [], ct);
}
