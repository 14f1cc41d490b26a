namespace IncidentKit.Diagnosis;

/// <summary>A source of evidence that a rule needs.</summary>
/// <param name="Name">Its name in the coverage table, <c>ecs.clusters</c>.</param>
/// <param name="Service">The service of its records.</param>
/// <param name="Operation">The operation of its records.</param>
/// <param name="InTime">Whether it covers a stretch of time, so that a partial one still tells of that stretch.</param>
internal sealed record EvidenceSource(string Name, string Service, string Operation, bool InTime = false)
{
    /// <summary>The clusters that targets name.</summary>
    public static EvidenceSource Clusters { get; } = new("ecs.clusters", "ecs", "DescribeClusters");

    /// <summary>The task definitions that targets name.</summary>
    public static EvidenceSource TaskDefinitions { get; } = new("ecs.taskDefinitions", "ecs", "DescribeTaskDefinition");

    /// <summary>Tasks of the last hour before the recording, with their stop reasons.</summary>
    public static EvidenceSource Tasks { get; } = new("ecs.tasks", "ecs", "DescribeTasks", InTime: true);

    /// <summary>The functions that targets name.</summary>
    public static EvidenceSource Functions { get; } = new("lambda.functions", "lambda", "GetFunctionConfiguration");

    /// <summary>Changes of schedules and of what they name.</summary>
    public static EvidenceSource Changes { get; } = new("cloudtrail.changes", "cloudtrail", "LookupEvents");

    /// <summary>RunTask calls.</summary>
    public static EvidenceSource RunTasks { get; } = new("cloudtrail.runTask", "cloudtrail", "LookupEvents", InTime: true);

    /// <summary>Roles, their policies and trust.</summary>
    public static EvidenceSource Roles { get; } = new("iam.roles", "iam", "GetRole");

    /// <summary>Subnets and security groups.</summary>
    public static EvidenceSource Networks { get; } = new("ec2.networks", "ec2", "DescribeSubnets");

    /// <summary>Log groups that task definitions name.</summary>
    public static EvidenceSource LogGroups { get; } = new("logs.groups", "logs", "DescribeLogGroups");

    /// <summary>Counts of the Scheduler's calls by schedule group and minute.</summary>
    public static EvidenceSource SchedulerMetrics { get; } = new("cloudwatch.scheduler", "cloudwatch", "GetMetricData", InTime: true);

    /// <summary>Alarms.</summary>
    public static EvidenceSource Alarms { get; } = new("cloudwatch.alarms", "cloudwatch", "DescribeAlarms");
}
