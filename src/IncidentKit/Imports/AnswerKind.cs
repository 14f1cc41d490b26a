using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>An answer as the AWS CLI prints it (<c>--output json</c>), known by its members. It tells part of the question too.</summary>
/// <param name="Call">The operation it answers.</param>
/// <param name="Source">The source of evidence it belongs to.</param>
/// <param name="Members">Members that the answer has.</param>
/// <param name="Question">The members of the request that the answer repeats; null when it says too little to be of use.</param>
internal sealed record AnswerKind(OperationName Call, string Source, string[] Members, Func<JsonElement, JsonObject?> Question)
{
    /// <summary>The kinds, those with the more telling members first.</summary>
    private static readonly AnswerKind[] All =
    [
        new(
            Operations.GetSchedule,
            SourceNames.Schedules,
            ["ScheduleExpression", "Target", "Name"],
            body => new JsonObject { ["GroupName"] = body.Text("GroupName") ?? "default", ["Name"] = body.Text("Name") }
        ),
        new(Operations.ListSchedules, SourceNames.Schedules, ["Schedules"], _ => []),
        new(Operations.ListScheduleGroups, SourceNames.Schedules, ["ScheduleGroups"], _ => []),
        new(
            Operations.DescribeClusters,
            SourceNames.Clusters,
            ["clusters"],
            body => new JsonObject { ["clusters"] = Texts(body.Items("clusters"), "clusterArn") }
        ),
        new(Operations.ListClusters, SourceNames.Clusters, ["clusterArns"], _ => []),
        new(
            Operations.DescribeTasks,
            SourceNames.Tasks,
            ["tasks"],
            body => new JsonObject { ["tasks"] = Texts(body.Items("tasks"), "taskArn") }
        ),
        new(Operations.ListTasks, SourceNames.Tasks, ["taskArns"], _ => []),
        new(
            Operations.DescribeTaskDefinition,
            SourceNames.TaskDefinitions,
            ["taskDefinition"],
            body => body.Member("taskDefinition")?.Text("taskDefinitionArn") is { } arn ? new JsonObject { ["taskDefinition"] = arn } : null
        ),
        new(Operations.DescribeLogGroups, SourceNames.LogGroups, ["logGroups"], _ => []),
        new(
            Operations.DescribeLogStreams,
            SourceNames.LogStreams,
            ["logStreams"],
            body => GroupOf(body) is { } group ? new JsonObject { ["logGroupName"] = group } : null
        ),
        new(Operations.FilterLogEvents, SourceNames.LogEvents, ["events", "searchedLogStreams"], _ => []),
        new(Operations.LookupEvents, SourceNames.Changes, ["Events"], _ => []),
        new(Operations.LookupEvents, SourceNames.Changes, [Delivered], _ => []),
        new(Operations.GetMetricData, SourceNames.Invocations, ["MetricDataResults"], _ => []),
        new(
            Operations.GetFunctionConfiguration,
            SourceNames.Functions,
            ["FunctionName", "FunctionArn"],
            body => new JsonObject { ["FunctionName"] = body.Text("FunctionName") }
        ),
        new(
            Operations.ReceiveMessage,
            SourceNames.Messages,
            ["Messages"],
            body => body.Items("Messages").All(m => m.Text("MessageId") is not null) ? [] : null
        ),
        new(Operations.GetCallerIdentity, SourceNames.Identity, ["UserId", "Account", "Arn"], _ => []),
    ];

    /// <summary>The member of a file that CloudTrail delivers.</summary>
    public const string Delivered = "Records";

    /// <summary>The kind of an answer with these members; null when it is none that is known.</summary>
    public static AnswerKind? Of(IReadOnlySet<string> members) => Array.Find(All, kind => kind.Members.All(members.Contains));

    /// <summary>All sources that files can fill.</summary>
    public static IEnumerable<string> Sources => All.Select(kind => kind.Source).Distinct(StringComparer.Ordinal);

    private static JsonArray Texts(IEnumerable<JsonElement> items, string name) =>
        new([.. items.Select(item => (JsonNode?)item.Text(name))]);

    /// <summary><c>arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM</c> to GROUP.</summary>
    private static string? GroupOf(JsonElement body)
    {
        const string before = ":log-group:",
            after = ":log-stream:";
        foreach (var arn in body.Items("logStreams").Select(stream => stream.Text("arn")).OfType<string>())
        {
            var from = arn.IndexOf(before, StringComparison.Ordinal) + before.Length;
            var to = arn.IndexOf(after, StringComparison.Ordinal);
            if (from >= before.Length && to > from)
                return arn[from..to];
        }

        return null;
    }
}
