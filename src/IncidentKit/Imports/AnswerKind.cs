using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>An answer as the AWS CLI prints it (<c>--output json</c>), known by its members, and what of the question can be told from it.</summary>
/// <param name="Service">The service's signing name.</param>
/// <param name="Operation">The operation as AWS names it.</param>
/// <param name="Source">The source of evidence it belongs to.</param>
/// <param name="Members">Members that the answer has.</param>
/// <param name="Question">The members of the request that the answer repeats; null when it says too little to be of use.</param>
internal sealed record AnswerKind(
    string Service,
    string Operation,
    string Source,
    string[] Members,
    Func<JsonElement, JsonObject?> Question
)
{
    /// <summary>The kinds, those with the more telling members first.</summary>
    private static readonly AnswerKind[] All =
    [
        new(
            "scheduler",
            "GetSchedule",
            "scheduler",
            ["ScheduleExpression", "Target", "Name"],
            body => new JsonObject { ["GroupName"] = body.Text("GroupName") ?? "default", ["Name"] = body.Text("Name") }
        ),
        new("scheduler", "ListSchedules", "scheduler", ["Schedules"], _ => []),
        new("scheduler", "ListScheduleGroups", "scheduler", ["ScheduleGroups"], _ => []),
        new(
            "ecs",
            "DescribeClusters",
            "ecs.clusters",
            ["clusters"],
            body => new JsonObject { ["clusters"] = Texts(body.Items("clusters"), "clusterArn") }
        ),
        new("ecs", "ListClusters", "ecs.clusters", ["clusterArns"], _ => []),
        new("ecs", "DescribeTasks", "ecs.tasks", ["tasks"], body => new JsonObject { ["tasks"] = Texts(body.Items("tasks"), "taskArn") }),
        new("ecs", "ListTasks", "ecs.tasks", ["taskArns"], _ => []),
        new(
            "ecs",
            "DescribeTaskDefinition",
            "ecs.taskDefinitions",
            ["taskDefinition"],
            body => body.Member("taskDefinition")?.Text("taskDefinitionArn") is { } arn ? new JsonObject { ["taskDefinition"] = arn } : null
        ),
        new("logs", "DescribeLogGroups", "logs.groups", ["logGroups"], _ => []),
        new(
            "logs",
            "DescribeLogStreams",
            "logs.streams",
            ["logStreams"],
            body => GroupOf(body) is { } group ? new JsonObject { ["logGroupName"] = group } : null
        ),
        new("logs", "FilterLogEvents", "logs.events", ["events", "searchedLogStreams"], _ => []),
        new("cloudtrail", "LookupEvents", "cloudtrail.changes", ["Events"], _ => []),
        new("cloudtrail", "LookupEvents", "cloudtrail.changes", [Delivered], _ => []),
        new("cloudwatch", "GetMetricData", "lambda.invocations", ["MetricDataResults"], _ => []),
        new(
            "lambda",
            "GetFunctionConfiguration",
            "lambda.functions",
            ["FunctionName", "FunctionArn"],
            body => new JsonObject { ["FunctionName"] = body.Text("FunctionName") }
        ),
        new("sts", "GetCallerIdentity", "sts", ["UserId", "Account", "Arn"], _ => []),
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
