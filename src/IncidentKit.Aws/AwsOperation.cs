namespace IncidentKit.Aws;

/// <summary>
/// One operation the recorder may send. The constructor is private: only the rows below can be sent, and all but those marked otherwise only read.
/// Shapes are botocore 1.43.11's; rates are the account quotas AWS documents, or half of them where it does not say.
/// </summary>
public sealed class AwsOperation
{
    static readonly AwsService Sts = new("sts", "STS", "sts", "2011-06-15", AwsProtocol.Query);

    static readonly AwsService Ecs = new("ecs", "ECS", "ecs", "2014-11-13", AwsProtocol.Json)
    {
        TargetPrefix = "AmazonEC2ContainerServiceV20141113",
    };

    static readonly AwsService Scheduler = new("scheduler", "Scheduler", "scheduler", "2021-06-30", AwsProtocol.RestGet);

    static readonly AwsService Logs = new("logs", "CloudWatch Logs", "logs", "2014-03-28", AwsProtocol.Json)
    {
        TargetPrefix = "Logs_20140328",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService CloudTrail = new("cloudtrail", "CloudTrail", "cloudtrail", "2013-11-01", AwsProtocol.Json)
    {
        TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService Lambda = new("lambda", "Lambda", "lambda", "2015-03-31", AwsProtocol.RestGet);

    static readonly AwsService CloudWatch = new("cloudwatch", "CloudWatch", "monitoring", "2010-08-01", AwsProtocol.Json)
    {
        TargetPrefix = "GraniteServiceVersion20100801",
        JsonVersion = "1.0",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService EventBridge = new("events", "EventBridge", "events", "2015-10-07", AwsProtocol.Json)
    {
        TargetPrefix = "AWSEvents",
        PlainHostIsFipsInGov = true,
    };

    static readonly AwsService Iam = new("iam", "IAM", "iam", "2010-05-08", AwsProtocol.Query) { IsGlobal = true };

    static readonly AwsService Ec2 = new("ec2", "EC2", "ec2", "2016-11-15", AwsProtocol.Query) { PlainHostIsFipsInGov = true };

    static readonly AwsService Sqs = new("sqs", "SQS", "sqs", "2012-11-05", AwsProtocol.Json)
    {
        TargetPrefix = "AmazonSQS",
        JsonVersion = "1.0",
        PlainHostIsFipsInGov = true,
    };

    AwsOperation(AwsService service, string name, double ratePerSecond)
    {
        Service = service;
        Name = name;
        RatePerSecond = ratePerSecond;
    }

    /// <summary>Who am I: the account of the credentials.</summary>
    public static AwsOperation GetCallerIdentity { get; } = new(Sts, nameof(GetCallerIdentity), 50);

    /// <summary>The clusters of a region, 100 a page.</summary>
    public static AwsOperation ListClusters { get; } =
        new(Ecs, nameof(ListClusters), 20) { Paging = new("nextToken", "nextToken", "clusterArns") };

    /// <summary>Up to 100 clusters by name or ARN; unknown ones come back as failures.</summary>
    public static AwsOperation DescribeClusters { get; } = new(Ecs, nameof(DescribeClusters), 20);

    /// <summary>The tasks of a cluster by desired status, 100 a page. Stopped tasks are kept for about an hour.</summary>
    public static AwsOperation ListTasks { get; } = new(Ecs, nameof(ListTasks), 20) { Paging = new("nextToken", "nextToken", "taskArns") };

    /// <summary>Up to 100 tasks of one cluster.</summary>
    public static AwsOperation DescribeTasks { get; } = new(Ecs, nameof(DescribeTasks), 20);

    /// <summary>One task definition by ARN or family:revision.</summary>
    public static AwsOperation DescribeTaskDefinition { get; } = new(Ecs, nameof(DescribeTaskDefinition), 20);

    /// <summary>The schedule groups of a region.</summary>
    public static AwsOperation ListScheduleGroups { get; } =
        new(Scheduler, nameof(ListScheduleGroups), 10)
        {
            Path = "/schedule-groups",
            Query = [("NextToken", "NextToken")],
            Paging = new("NextToken", "NextToken", "ScheduleGroups"),
        };

    /// <summary>The schedules of a group.</summary>
    public static AwsOperation ListSchedules { get; } =
        new(Scheduler, nameof(ListSchedules), 10)
        {
            Path = "/schedules",
            Query = [("GroupName", "ScheduleGroup"), ("NextToken", "NextToken")],
            Paging = new("NextToken", "NextToken", "Schedules"),
        };

    /// <summary>One schedule, its target and input.</summary>
    public static AwsOperation GetSchedule { get; } =
        new(Scheduler, nameof(GetSchedule), 50) { Path = "/schedules/{Name}", Query = [("GroupName", "groupName")] };

    /// <summary>Log groups by name prefix, 50 a page.</summary>
    public static AwsOperation DescribeLogGroups { get; } =
        new(Logs, nameof(DescribeLogGroups), 5) { Paging = new("nextToken", "nextToken", "logGroups") };

    /// <summary>The streams of a log group, 50 a page.</summary>
    public static AwsOperation DescribeLogStreams { get; } =
        new(Logs, nameof(DescribeLogStreams), 20) { Paging = new("nextToken", "nextToken", "logStreams") };

    /// <summary>Events of a log group, 1 MB or 10,000 a page; a page may be empty and not the last.</summary>
    public static AwsOperation FilterLogEvents { get; } =
        new(Logs, nameof(FilterLogEvents), 2.5) { Paging = new("nextToken", "nextToken", "events") };

    /// <summary>Starts a CloudWatch Logs Insights query over up to 50 log groups. It is paid for by what it scans.</summary>
    public static AwsOperation StartQuery { get; } = new(Logs, nameof(StartQuery), 5) { ReadsOnly = false };

    /// <summary>The state and the rows of a query.</summary>
    public static AwsOperation GetQueryResults { get; } = new(Logs, nameof(GetQueryResults), 5);

    /// <summary>Ends a query that is not needed any more.</summary>
    public static AwsOperation StopQuery { get; } = new(Logs, nameof(StopQuery), 5) { ReadsOnly = false };

    /// <summary>Management events of the last 90 days by one attribute, newest first, 50 a page, 2 calls a second in an account and
    /// region.</summary>
    public static AwsOperation LookupEvents { get; } =
        new(CloudTrail, nameof(LookupEvents), 2) { Paging = new("NextToken", "NextToken", "Events") };

    /// <summary>How a Lambda function is configured.</summary>
    public static AwsOperation GetFunctionConfiguration { get; } =
        new(Lambda, nameof(GetFunctionConfiguration), 15) { Path = "/2015-03-31/functions/{FunctionName}/configuration" };

    /// <summary>Points of up to 500 metrics.</summary>
    public static AwsOperation GetMetricData { get; } =
        new(CloudWatch, nameof(GetMetricData), 25) { Paging = new("NextToken", "NextToken", "MetricDataResults") };

    /// <summary>The alarms of a region.</summary>
    public static AwsOperation DescribeAlarms { get; } =
        new(CloudWatch, nameof(DescribeAlarms), 5) { Paging = new("NextToken", "NextToken", "MetricAlarms") };

    /// <summary>The rules of the default event bus.</summary>
    public static AwsOperation ListRules { get; } =
        new(EventBridge, nameof(ListRules), 10) { Paging = new("NextToken", "NextToken", "Rules") };

    /// <summary>What one rule calls.</summary>
    public static AwsOperation ListTargetsByRule { get; } =
        new(EventBridge, nameof(ListTargetsByRule), 10) { Paging = new("NextToken", "NextToken", "Targets") };

    /// <summary>One role with its trust policy.</summary>
    public static AwsOperation GetRole { get; } = new(Iam, nameof(GetRole), 10);

    /// <summary>The names of a role's inline policies.</summary>
    public static AwsOperation ListRolePolicies { get; } = new(Iam, nameof(ListRolePolicies), 10);

    /// <summary>One inline policy of a role.</summary>
    public static AwsOperation GetRolePolicy { get; } = new(Iam, nameof(GetRolePolicy), 10);

    /// <summary>The managed policies of a role.</summary>
    public static AwsOperation ListAttachedRolePolicies { get; } = new(Iam, nameof(ListAttachedRolePolicies), 10);

    /// <summary>Which version of a managed policy is in force.</summary>
    public static AwsOperation GetPolicy { get; } = new(Iam, nameof(GetPolicy), 10);

    /// <summary>One version of a managed policy.</summary>
    public static AwsOperation GetPolicyVersion { get; } = new(Iam, nameof(GetPolicyVersion), 10);

    /// <summary>Subnets; those asked for that do not exist are left out.</summary>
    public static AwsOperation DescribeSubnets { get; } = new(Ec2, nameof(DescribeSubnets), 10);

    /// <summary>Security groups; those asked for that do not exist are left out.</summary>
    public static AwsOperation DescribeSecurityGroups { get; } = new(Ec2, nameof(DescribeSecurityGroups), 10);

    /// <summary>The URL of a queue.</summary>
    public static AwsOperation GetQueueUrl { get; } = new(Sqs, nameof(GetQueueUrl), 50);

    /// <summary>A queue's depth and settings.</summary>
    public static AwsOperation GetQueueAttributes { get; } = new(Sqs, nameof(GetQueueAttributes), 50);

    /// <summary>Up to ten messages of a queue. They stay in it and visible, but each one's receive count rises, which may move it to
    /// another queue.</summary>
    public static AwsOperation ReceiveMessage { get; } = new(Sqs, nameof(ReceiveMessage), 10) { ReadsOnly = false };

    /// <summary>Every operation that can be sent.</summary>
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        GetCallerIdentity,
        ListClusters,
        DescribeClusters,
        ListTasks,
        DescribeTasks,
        DescribeTaskDefinition,
        ListScheduleGroups,
        ListSchedules,
        GetSchedule,
        DescribeLogGroups,
        DescribeLogStreams,
        FilterLogEvents,
        StartQuery,
        GetQueryResults,
        StopQuery,
        LookupEvents,
        GetFunctionConfiguration,
        GetMetricData,
        DescribeAlarms,
        ListRules,
        ListTargetsByRule,
        GetRole,
        ListRolePolicies,
        GetRolePolicy,
        ListAttachedRolePolicies,
        GetPolicy,
        GetPolicyVersion,
        DescribeSubnets,
        DescribeSecurityGroups,
        GetQueueUrl,
        GetQueueAttributes,
        ReceiveMessage,
    ];

    /// <summary>The service the operation belongs to.</summary>
    public AwsService Service { get; }

    /// <summary>The operation as AWS names it.</summary>
    public string Name { get; }

    /// <summary>Calls a second the recorder allows itself in one region.</summary>
    public double RatePerSecond { get; }

    /// <summary>Whether it changes nothing at all; what does not is sent only when it is asked for.</summary>
    public bool ReadsOnly { get; private init; } = true;

    /// <summary>How the listing goes on; null when there is one page.</summary>
    public Paging? Paging { get; private init; }

    /// <summary>The IAM action that allows it, <c>ecs:ListTasks</c>.</summary>
    public string IamAction => $"{Service.Name}:{Name}";

    /// <summary>The path of a GET, with its labels: <c>/schedules/{Name}</c>.</summary>
    internal string Path { get; private init; } = "/";

    /// <summary>The members that go into the query string, each with its name there.</summary>
    internal IReadOnlyList<(string Member, string Name)> Query { get; private init; } = [];

    /// <inheritdoc/>
    public override string ToString() => IamAction;
}
