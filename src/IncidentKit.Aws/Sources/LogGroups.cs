using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Log groups by name prefix, 50 a page.</summary>
    public static AwsOperation DescribeLogGroups { get; } =
        new(Operations.DescribeLogGroups, 5) { Paging = new("nextToken", "nextToken", "logGroups") };
}

/// <summary>The log groups of the targets, and those asked for.</summary>
sealed class LogGroups(RecordedRegion region) : Source(region, SourceNames.LogGroups, "no target names a log group")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        await Task.WhenAll(
            known.LogGroups.Keys.Select(async group =>
            {
                var named = new JsonObject { ["logGroupNamePrefix"] = group, ["limit"] = 50 };
                foreach (var row in await ItemsAsync(AwsOperation.DescribeLogGroups, named, ct))
                    if (row.Text("logGroupName") == group)
                        known.DescribedLogGroups[group] = row;
            })
        );
}
