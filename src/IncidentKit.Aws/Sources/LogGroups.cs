using System.Collections.Concurrent;
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
                .LogGroups.Keys.Select(group => KeepAsync(group, known.DescribedLogGroups, found => found == group, ct))
                .Concat(OfTaskEvents(known, ct))
        );

    /// <summary>Where no target is a task, no event of one is of use.</summary>
    IEnumerable<Task> OfTaskEvents(KnownSoFar known, CancellationToken ct)
    {
        if (known.Targets.TaskDefinitions.Count == 0)
            return [];
        var prefixes = Recorded.TaskEvents.GroupPrefixes;
        var others = known.RuleLogGroups.Where(group => !prefixes.Any(p => group.StartsWith(p, StringComparison.Ordinal)));
        return prefixes
            .Select(prefix => KeepAsync(prefix, known.TaskEventGroups, found => found.StartsWith(prefix, StringComparison.Ordinal), ct))
            .Concat(others.Select(group => KeepAsync(group, known.TaskEventGroups, found => found == group, ct)));
    }

    async Task KeepAsync(string prefix, ConcurrentDictionary<string, JsonElement> groups, Func<string, bool> isMeant, CancellationToken ct)
    {
        foreach (var row in await NamedAsync(prefix, ct))
            if (row.Text("logGroupName") is { } group && isMeant(group))
                groups[group] = row;
    }

    Task<IReadOnlyList<JsonElement>> NamedAsync(string prefix, CancellationToken ct) =>
        ItemsAsync(AwsOperation.DescribeLogGroups, new() { ["logGroupNamePrefix"] = prefix, ["limit"] = 50 }, ct);
}
