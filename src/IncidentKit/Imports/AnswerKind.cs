using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// An answer as the AWS CLI or an SDK prints it, known by its members in any letter case. It tells part of the question too.
/// </summary>
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
        new(Operations.ListRules, SourceNames.Rules, ["Rules"], _ => []),
        // describe-rule tells of one what list-rules tells of each.
        new(Operations.ListRules, SourceNames.Rules, ["Name", "Arn", "State", "EventBusName"], _ => []) { List = "Rules" },
        // Of which rule it does not say.
        new(Operations.ListTargetsByRule, SourceNames.Rules, ["Targets"], _ => []),
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
        new(Operations.LookupEvents, SourceNames.Changes, ["Events"], _ => []),
        new(Operations.GetMetricData, SourceNames.Invocations, ["MetricDataResults"], _ => []),
        new(Operations.DescribeAlarms, SourceNames.Alarms, ["MetricAlarms"], _ => []),
        new(
            Operations.GetFunctionConfiguration,
            SourceNames.Functions,
            ["FunctionName", "FunctionArn"],
            body => new JsonObject { ["FunctionName"] = body.Text("FunctionName") }
        ),
        new(
            Operations.GetFunctionPolicy,
            SourceNames.Functions,
            ["Policy", "RevisionId"],
            body => FunctionOf(body) is { } function ? new JsonObject { ["FunctionName"] = function } : null
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

    /// <summary>The list that the answer is an item of, and is put into; null for a whole answer.</summary>
    public string? List { get; private init; }

    /// <summary>The kind of an answer; null when it is none that is known.</summary>
    public static AnswerKind? Of(JsonElement answer)
    {
        var members = answer.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Array.Find(All, kind => kind.Members.All(members.Contains));
    }

    /// <summary>All sources that files can fill.</summary>
    public static IEnumerable<string> Sources =>
        All.Select(kind => kind.Source).Append(SourceNames.TaskEvents).Distinct(StringComparer.Ordinal);

    private static JsonArray Texts(IEnumerable<JsonElement> items, string name) =>
        new([.. items.Select(item => (JsonNode?)item.Text(name))]);

    /// <summary>The function, or its alias, that a policy is of: each statement names it.</summary>
    private static string? FunctionOf(JsonElement body) =>
        body.Text("Policy") is { } text && JsonReading.ParseText(text) is { } policy
            ? policy
                .Items("Statement")
                .Select(statement => statement.Text("Resource"))
                .Where(resource => Arn.Of(resource) is { Service: "lambda" })
                .Select(resource => Arn.CalledFunctionOf(resource!))
                .FirstOrDefault()
            : null;

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
