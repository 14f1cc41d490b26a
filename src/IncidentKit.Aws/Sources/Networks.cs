using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Subnets; those asked for that do not exist are left out.</summary>
    public static AwsOperation DescribeSubnets { get; } = new(Operations.DescribeSubnets, 10);

    /// <summary>Security groups; those asked for that do not exist are left out.</summary>
    public static AwsOperation DescribeSecurityGroups { get; } = new(Operations.DescribeSecurityGroups, 10);
}

/// <summary>The subnets and security groups that targets name.</summary>
sealed class Networks(RecordedRegion region) : Source(region, SourceNames.Networks, "no target names a subnet")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        foreach (
            var (operation, filter, ids) in ((AwsOperation, string, HashSet<string>)[])
                [
                    (AwsOperation.DescribeSubnets, "subnet-id", known.Targets.Subnets),
                    (AwsOperation.DescribeSecurityGroups, "group-id", known.Targets.SecurityGroups),
                ]
        )
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(100))
        {
            var named = new JsonObject { ["Name"] = filter, ["Value"] = ArrayOf(some) };
            await CallAsync(operation, new() { ["Filter"] = new JsonArray(named) }, ct);
        }
    }
}
