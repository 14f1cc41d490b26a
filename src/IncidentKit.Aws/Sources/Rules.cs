using IncidentKit.Evidence;

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

/// <summary>The rules of the default event bus that have a schedule.</summary>
sealed class Rules(RecordedRegion region) : Source(region, SourceNames.Rules)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        known.Rules = (await ItemsAsync(AwsOperation.ListRules, [], ct))
            .Where(rule => rule.Text("ScheduleExpression") is { Length: > 0 })
            .Select(rule => rule.Text("Name"))
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var rule in known.Rules)
            await ItemsAsync(AwsOperation.ListTargetsByRule, new() { ["Rule"] = rule }, ct);
    }
}
