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

/// <summary>The rules of the default event bus, and what those with a schedule call.</summary>
sealed class Rules(RecordedRegion region) : Source(region, SourceNames.Rules)
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        var rules = (await ItemsAsync(AwsOperation.ListRules, [], ct))
            .Where(rule => rule.Text("ScheduleExpression") is { Length: > 0 })
            .DistinctBy(rule => rule.Text("Name"))
            .OrderBy(rule => rule.Text("Name"), StringComparer.Ordinal)
            .ToList();
        known.Rules = [.. rules.Select(rule => rule.Text("Name")).OfType<string>()];
        await Task.WhenAll(
            rules.Select(async rule =>
            {
                if (rule.Text("Name") is { } name)
                    known.AddRule(rule, await ItemsAsync(AwsOperation.ListTargetsByRule, new() { ["Rule"] = name }, ct));
            })
        );
    }
}
