using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The clusters of a region, 100 a page.</summary>
    public static AwsOperation ListClusters { get; } =
        new(Operations.ListClusters, 20) { Paging = new("nextToken", "nextToken", "clusterArns") };
}

/// <summary>Which clusters there are.</summary>
sealed class ClusterList(RecordedRegion region) : Source(region, SourceNames.Clusters)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        known.Clusters = await TextsAsync(AwsOperation.ListClusters, [], ct);
}
