namespace IncidentKit.Evidence;

#pragma warning disable CS1591 // Each is what its name says.
/// <summary>
/// The operations that the recorder, the readers of records and the rules name, each once. How an operation is sent stands in the recorder.
/// An operation that nothing reads yet may be named in the file of its source alone.
/// </summary>
public static class Operations
{
    public static OperationName GetCallerIdentity { get; } = new("sts", nameof(GetCallerIdentity));

    public static OperationName ListClusters { get; } = new("ecs", nameof(ListClusters));
    public static OperationName DescribeClusters { get; } = new("ecs", nameof(DescribeClusters));
    public static OperationName ListTasks { get; } = new("ecs", nameof(ListTasks));
    public static OperationName DescribeTasks { get; } = new("ecs", nameof(DescribeTasks));
    public static OperationName DescribeTaskDefinition { get; } = new("ecs", nameof(DescribeTaskDefinition));

    public static OperationName ListScheduleGroups { get; } = new("scheduler", nameof(ListScheduleGroups));
    public static OperationName ListSchedules { get; } = new("scheduler", nameof(ListSchedules));
    public static OperationName GetSchedule { get; } = new("scheduler", nameof(GetSchedule));

    public static OperationName DescribeLogGroups { get; } = new("logs", nameof(DescribeLogGroups));
    public static OperationName DescribeLogStreams { get; } = new("logs", nameof(DescribeLogStreams));
    public static OperationName FilterLogEvents { get; } = new("logs", nameof(FilterLogEvents));
    public static OperationName StartQuery { get; } = new("logs", nameof(StartQuery));
    public static OperationName GetQueryResults { get; } = new("logs", nameof(GetQueryResults));
    public static OperationName StopQuery { get; } = new("logs", nameof(StopQuery));

    public static OperationName LookupEvents { get; } = new("cloudtrail", nameof(LookupEvents));

    public static OperationName GetFunctionConfiguration { get; } = new("lambda", nameof(GetFunctionConfiguration));

    /// <summary>Who may invoke a function: its own policy.</summary>
    public static OperationName GetFunctionPolicy { get; } = new("lambda", "GetPolicy");

    public static OperationName DescribeStateMachine { get; } = new("states", nameof(DescribeStateMachine));
    public static OperationName ListExecutions { get; } = new("states", nameof(ListExecutions));
    public static OperationName DescribeExecution { get; } = new("states", nameof(DescribeExecution));

    public static OperationName DescribeJobQueues { get; } = new("batch", nameof(DescribeJobQueues));
    public static OperationName DescribeComputeEnvironments { get; } = new("batch", nameof(DescribeComputeEnvironments));
    public static OperationName DescribeJobDefinitions { get; } = new("batch", nameof(DescribeJobDefinitions));
    public static OperationName ListJobs { get; } = new("batch", nameof(ListJobs));
    public static OperationName DescribeJobs { get; } = new("batch", nameof(DescribeJobs));

    public static OperationName GetMetricData { get; } = new("cloudwatch", nameof(GetMetricData));
    public static OperationName DescribeAlarms { get; } = new("cloudwatch", nameof(DescribeAlarms));

    public static OperationName ListRules { get; } = new("events", nameof(ListRules));
    public static OperationName ListTargetsByRule { get; } = new("events", nameof(ListTargetsByRule));

    public static OperationName GetRole { get; } = new("iam", nameof(GetRole));
    public static OperationName ListRolePolicies { get; } = new("iam", nameof(ListRolePolicies));
    public static OperationName GetRolePolicy { get; } = new("iam", nameof(GetRolePolicy));
    public static OperationName ListAttachedRolePolicies { get; } = new("iam", nameof(ListAttachedRolePolicies));
    public static OperationName GetPolicy { get; } = new("iam", nameof(GetPolicy));
    public static OperationName GetPolicyVersion { get; } = new("iam", nameof(GetPolicyVersion));

    public static OperationName DescribeSubnets { get; } = new("ec2", nameof(DescribeSubnets));
    public static OperationName DescribeSecurityGroups { get; } = new("ec2", nameof(DescribeSecurityGroups));

    public static OperationName GetQueueUrl { get; } = new("sqs", nameof(GetQueueUrl));
    public static OperationName GetQueueAttributes { get; } = new("sqs", nameof(GetQueueAttributes));
    public static OperationName ReceiveMessage { get; } = new("sqs", nameof(ReceiveMessage));
}
