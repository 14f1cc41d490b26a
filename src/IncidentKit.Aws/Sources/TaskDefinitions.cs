using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>One task definition by ARN or family:revision.</summary>
    public static AwsOperation DescribeTaskDefinition { get; } = new(Operations.DescribeTaskDefinition, 20);
}

/// <summary>The task definitions that targets name or have named.</summary>
sealed class TaskDefinitions(RecordedRegion region) : Source(region, SourceNames.TaskDefinitions, "no target names a task definition")
{
    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        known.Definitions = await Task.WhenAll(
            known.Targets.TaskDefinitions.Select(async definition =>
            {
                var asked = new JsonObject { ["taskDefinition"] = definition.Key };
                return ((await CallAsync(AwsOperation.DescribeTaskDefinition, asked, ct)).Body, definition.Value);
            })
        );
        known.Targets.Roles.UnionWith(known.Definitions.SelectMany(definition => RolesOf(definition.Answer)));
    }

    static IEnumerable<string> RolesOf(JsonElement definition) =>
        ((string[])["taskRoleArn", "executionRoleArn"])
            .Select(member => definition.Member("taskDefinition")?.Text(member))
            .OfType<string>();

    public static IEnumerable<string> LogGroupsOf(JsonElement answer, string region)
    {
        foreach (var container in answer.Member("taskDefinition")?.Items("containerDefinitions") ?? [])
            if (
                container.Member("logConfiguration")?.Member("options") is { } options
                && options.Text("awslogs-group") is { } group
                && (options.Text("awslogs-region") ?? region) == region
            )
                yield return group;
    }
}
