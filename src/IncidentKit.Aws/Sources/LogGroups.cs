using System.Text.Json;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Log groups by name prefix, 50 a page.</summary>
    public static AwsOperation DescribeLogGroups { get; } =
        new(Operations.DescribeLogGroups, 5) { Paging = new("nextToken", "nextToken", "logGroups") };
}

/// <summary>The log groups of the targets, those asked for, and those that may hold events of tasks.</summary>
sealed class LogGroups(RecordedRegion region) : Source(region, SourceNames.LogGroups, "no target names a log group")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct) =>
        await Task.WhenAll(
            known
                .LogGroups.Keys.Select(async group =>
                {
                    foreach (var row in await NamedAsync(group, ct))
                        if (row.Text("logGroupName") == group)
                            known.DescribedLogGroups[group] = row;
                })
                .Concat(
                    TaskEventPrefixes(known)
                        .Select(async prefix =>
                        {
                            foreach (var row in await NamedAsync(prefix, ct))
                                if (row.Text("logGroupName") is { } group && group.StartsWith(prefix, StringComparison.Ordinal))
                                    known.TaskEventGroups[group] = row;
                        })
                )
        );

    /// <summary>Where no target is a task, no event of one is of use.</summary>
    static IReadOnlyList<string> TaskEventPrefixes(KnownSoFar known) =>
        known.Targets.TaskDefinitions.Count == 0 ? [] : Recorded.TaskEvents.GroupPrefixes;

    Task<IReadOnlyList<JsonElement>> NamedAsync(string prefix, CancellationToken ct) =>
        ItemsAsync(AwsOperation.DescribeLogGroups, new() { ["logGroupNamePrefix"] = prefix, ["limit"] = 50 }, ct);
}
