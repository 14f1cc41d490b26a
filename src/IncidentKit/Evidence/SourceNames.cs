namespace IncidentKit.Evidence;

#pragma warning disable CS1591 // Each is what its name says.
/// <summary>
/// The names of sources in the coverage rows of a bundle, each once. With several regions a row adds the region,
/// <c>ecs.tasks[us-east-1]</c>.
/// A source that nothing reads yet may be named in its own file of the recorder alone.
/// </summary>
public static class SourceNames
{
    public const string Identity = "sts";
    public const string Clusters = "ecs.clusters";
    public const string Tasks = "ecs.tasks";
    public const string TaskDefinitions = "ecs.taskDefinitions";
    public const string Schedules = "scheduler";
    public const string LogGroups = "logs.groups";
    public const string LogStreams = "logs.streams";
    public const string LogActivity = "logs.activity";

    /// <summary>Log events that version 0.1.0 imported.</summary>
    public const string LogEvents = "logs.events";

    /// <summary>Events of stopped tasks that a recorder keeps in a log group.</summary>
    public const string TaskEvents = "logs.taskEvents";
    public const string Changes = "cloudtrail.changes";
    public const string RoleChanges = "cloudtrail.roles";
    public const string RunTasks = "cloudtrail.runTask";

    /// <summary>Calls of targets that have no other evidence, where they are management events.</summary>
    public const string TargetCalls = "cloudtrail.calls";
    public const string Principals = "cloudtrail.principals";
    public const string Functions = "lambda.functions";
    public const string Invocations = "lambda.invocations";

    /// <summary>State machines of Step Functions and what they executed.</summary>
    public const string Executions = "states.executions";

    /// <summary>Counts of state machines whose executions cannot be listed.</summary>
    public const string MachineMetrics = "states.metrics";

    /// <summary>Job queues of AWS Batch, their jobs, and what those need.</summary>
    public const string Jobs = "batch.jobs";
    public const string Roles = "iam.roles";
    public const string Networks = "ec2.networks";
    public const string Rules = "events.rules";
    public const string Queues = "sqs.queues";
    public const string Messages = "sqs.messages";
    public const string Alarms = "cloudwatch.alarms";
    public const string SchedulerMetrics = "cloudwatch.scheduler";
    public const string LogMetrics = "cloudwatch.logs";
    public const string RuleMetrics = "cloudwatch.rules";
}
