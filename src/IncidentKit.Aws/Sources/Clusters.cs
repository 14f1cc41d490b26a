using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Up to 100 clusters by name or ARN; unknown ones come back as failures.</summary>
    public static AwsOperation DescribeClusters { get; } = new(Operations.DescribeClusters, 20);
}

/// <summary>The clusters that were listed, and those that schedules or changes name.</summary>
sealed class Clusters(ClusterList list) : Source(list)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var (listed, named) = (known.Clusters, known.Targets.Clusters);
        // A change may name by its bare name a cluster that a listing or a schedule names by its ARN.
        var arns = listed.Concat(named.Where(Arn.Is)).ToHashSet(StringComparer.Ordinal);
        var bare = named.Where(name => !Arn.Is(name) && !arns.Any(arn => arn.EndsWith("/" + name, StringComparison.Ordinal)));
        foreach (var some in arns.Concat(bare).Order(StringComparer.Ordinal).Chunk(100))
            Answered(await CallAsync(AwsOperation.DescribeClusters, new() { ["clusters"] = ArrayOf(some) }, ct), some, "clusters");
    }
}
