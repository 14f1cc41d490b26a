using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Imports;

/// <content>The kinds of answers, one for each operation that the recorder sends.</content>
internal sealed partial record AnswerKind
{
    private static readonly string[] QueueAttributes = ["QueueArn", "ApproximateNumberOfMessages", "VisibilityTimeout"];

    /// <summary>The kinds, those with the more telling members first.</summary>
    private static readonly AnswerKind[] All =
    [
        new(
            Operations.GetSchedule,
            SourceNames.Schedules,
            ["ScheduleExpression", "Target", "Name"],
            body => new JsonObject { ["GroupName"] = body.Text("GroupName") ?? "default", ["Name"] = body.Text("Name") }
        )
        {
            IsOne = true,
        },
        new(Operations.ListSchedules, SourceNames.Schedules, ["Schedules"], _ => []),
        new(Operations.ListScheduleGroups, SourceNames.Schedules, ["ScheduleGroups"], _ => []),
        new(Operations.ListScheduleGroups, SourceNames.Schedules, ["Name", "Arn", "CreationDate"], _ => [])
        {
            List = "ScheduleGroups",
            Is = body => body.Text("Arn")!.Contains(":schedule-group/", StringComparison.Ordinal),
        },
        new(Operations.ListRules, SourceNames.Rules, ["Rules"], _ => []) { Is = body => HasAll(body, "Rules", "Name") },
        // describe-rule tells of one what list-rules tells of each.
        new(Operations.ListRules, SourceNames.Rules, ["Name", "Arn", "State", "EventBusName"], _ => []) { List = "Rules" },
        new(Operations.ListTargetsByRule, SourceNames.Rules, ["Targets"], body => Told(body, "Rule"))
        {
            Is = body => HasAll(body, "Targets", "Arn"),
            Of = new("Rule", KnownNames.Rule),
        },
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
            body => new JsonObject { ["taskDefinition"] = body.Member("taskDefinition")?.Text("taskDefinitionArn") }
        )
        {
            Is = body => body.Member("taskDefinition")?.Text("taskDefinitionArn") is not null,
            IsOne = true,
        },
        new(Operations.DescribeLogGroups, SourceNames.LogGroups, ["logGroups"], _ => []),
        new(
            Operations.DescribeLogStreams,
            SourceNames.LogStreams,
            ["logStreams"],
            body => GroupOf(body) is { } group ? new JsonObject { ["logGroupName"] = group } : []
        )
        {
            Of = new("logGroupName", KnownNames.LogGroup),
        },
        new(Operations.GetQueryResults, SourceNames.LogActivity, ["status", "results"], _ => [])
        {
            Is = body => MinuteQuery.Rows(body).Any(),
        },
        new(Operations.StartQuery, SourceNames.LogActivity, ["queryId"], Ids) { IsAlone = true, IsSilent = true },
        new(Operations.StopQuery, SourceNames.LogActivity, ["success"], _ => []) { IsAlone = true, IsSilent = true },
        new(Operations.LookupEvents, SourceNames.Changes, ["Events"], _ => []),
        new(Operations.GetMetricData, SourceNames.Invocations, ["MetricDataResults"], _ => []),
        new(Operations.DescribeAlarms, SourceNames.Alarms, ["MetricAlarms"], _ => []),
        new(
            Operations.GetFunctionConfiguration,
            SourceNames.Functions,
            ["FunctionName", "FunctionArn"],
            body => new JsonObject { ["FunctionName"] = body.Text("FunctionName") }
        )
        {
            IsOne = true,
        },
        new(
            Operations.GetFunctionPolicy,
            SourceNames.Functions,
            ["Policy"],
            body => FunctionOf(body) is { } function ? new JsonObject { ["FunctionName"] = function } : []
        )
        {
            Is = body => body.Member("Policy") is { ValueKind: JsonValueKind.String },
            Of = new("FunctionName", KnownNames.Function),
            IsOne = true,
        },
        .. OfRoles,
        new(Operations.DescribeSubnets, SourceNames.Networks, ["Subnets"], body => Filter(body, "Subnets", "subnet-id", "SubnetId"))
        {
            Is = body => HasAll(body, "Subnets", "SubnetId"),
        },
        new(
            Operations.DescribeSecurityGroups,
            SourceNames.Networks,
            ["SecurityGroups"],
            body => Filter(body, "SecurityGroups", "group-id", "GroupId")
        )
        {
            Is = body => HasAll(body, "SecurityGroups", "GroupId"),
        },
        new(
            Operations.DescribeStateMachine,
            SourceNames.Executions,
            ["stateMachineArn", "definition"],
            body => Told(body, "stateMachineArn")
        )
        {
            IsOne = true,
        },
        new(
            Operations.DescribeExecution,
            SourceNames.Executions,
            ["executionArn", "stateMachineArn", "status"],
            body => Told(body, "executionArn")
        )
        {
            IsOne = true,
        },
        new(
            Operations.ListExecutions,
            SourceNames.Executions,
            ["executions"],
            body => body.Items("executions").Select(item => Told(item, "stateMachineArn")).FirstOrDefault([])
        )
        {
            Is = body => HasAll(body, "executions", "executionArn"),
            Of = new("stateMachineArn", KnownNames.Machine),
        },
        new(
            Operations.DescribeJobQueues,
            SourceNames.Jobs,
            ["jobQueues"],
            body => new() { ["jobQueues"] = Texts(body.Items("jobQueues"), "jobQueueArn") }
        )
        {
            Is = body => HasAll(body, "jobQueues", "jobQueueArn"),
        },
        new(
            Operations.DescribeComputeEnvironments,
            SourceNames.Jobs,
            ["computeEnvironments"],
            body => new() { ["computeEnvironments"] = Texts(body.Items("computeEnvironments"), "computeEnvironmentArn") }
        )
        {
            Is = body => HasAll(body, "computeEnvironments", "computeEnvironmentArn"),
        },
        new(
            Operations.DescribeJobDefinitions,
            SourceNames.Jobs,
            ["jobDefinitions"],
            body => new() { ["jobDefinitions"] = Texts(body.Items("jobDefinitions"), "jobDefinitionArn") }
        )
        {
            Is = body => HasAll(body, "jobDefinitions", "jobDefinitionArn"),
        },
        new(Operations.ListJobs, SourceNames.Jobs, ["jobSummaryList"], _ => [])
        {
            Is = body => HasAll(body, "jobSummaryList", "jobId"),
            Of = new("jobQueue", KnownNames.JobQueue),
        },
        new(Operations.DescribeJobs, SourceNames.Jobs, ["jobs"], body => new() { ["jobs"] = Texts(body.Items("jobs"), "jobId") })
        {
            Is = body => HasAll(body, "jobs", "jobQueue"),
        },
        new(
            Operations.GetQueueUrl,
            SourceNames.Queues,
            ["QueueUrl"],
            body => new() { ["QueueName"] = Arn.LastNameOf(body.Text("QueueUrl")!) }
        )
        {
            IsAlone = true,
            IsOne = true,
        },
        new(
            Operations.GetQueueAttributes,
            SourceNames.Queues,
            ["Attributes"],
            body =>
                Arn.Of(body.Member("Attributes")?.Text("QueueArn")) is { } queue
                    ? new JsonObject { ["QueueUrl"] = KnownNames.QueueUrl(queue) }
                    : []
        )
        {
            Is = body => QueueAttributes.Any(name => body.Member("Attributes", name) is not null),
            Of = new("QueueUrl", KnownNames.Queue),
            IsOne = true,
        },
        new(Operations.ReceiveMessage, SourceNames.Messages, ["Messages"], _ => []) { Is = body => HasAll(body, "Messages", "MessageId") },
        new(Operations.GetCallerIdentity, SourceNames.Identity, ["UserId", "Account", "Arn"], _ => []),
    ];

    /// <summary>The members by which answers are known, in any letter case.</summary>
    public static IReadOnlySet<string> Lists { get; } =
        All.SelectMany(kind => kind.Members).Append("Functions").Append("Roles").ToHashSet(StringComparer.OrdinalIgnoreCase);
}
