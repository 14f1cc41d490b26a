using System.Text.Json;
using IncidentKit.Evidence;
using Events = IncidentKit.Recorded.TaskEvents;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The rules of the default event bus.</summary>
    public static AwsOperation ListRules { get; } = new(Operations.ListRules, 10) { Paging = new("NextToken", "NextToken", "Rules") };

    /// <summary>What one rule calls.</summary>
    public static AwsOperation ListTargetsByRule { get; } =
        new(Operations.ListTargetsByRule, 10) { Paging = new("NextToken", "NextToken", "Targets") };
}

/// <summary>
/// The rules of the default event bus, what those with a schedule call, and where those write to that wait for events of tasks.
/// </summary>
sealed class Rules(RecordedRegion region) : Source(region, SourceNames.Rules)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var named = (await ItemsAsync(AwsOperation.ListRules, [], ct))
            .Where(rule => rule.Text("Name") is not null)
            .DistinctBy(rule => rule.Text("Name"))
            .OrderBy(rule => rule.Text("Name"), StringComparer.Ordinal)
            .ToLookup(rule => rule.Text("ScheduleExpression") is { Length: > 0 });
        known.Rules = [.. named[true].Select(rule => rule.Text("Name")).OfType<string>()];
        await Task.WhenAll(
            named[true]
                .Select(async rule => known.AddRule(rule, await TargetsAsync(rule, ct)))
                .Concat(
                    named[false]
                        .Where(rule => Events.AreMeantBy(rule.Text("EventPattern")))
                        .Select(async rule => known.AddTaskEventRule(await TargetsAsync(rule, ct)))
                )
        );
    }

    Task<IReadOnlyList<JsonElement>> TargetsAsync(JsonElement rule, CancellationToken ct) =>
        ItemsAsync(AwsOperation.ListTargetsByRule, new() { ["Rule"] = rule.Text("Name") }, ct);
}
