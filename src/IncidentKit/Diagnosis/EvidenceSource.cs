using IncidentKit.Evidence;

namespace IncidentKit.Diagnosis;

/// <summary>A source of evidence that a rule needs.</summary>
/// <param name="Name">Its name in the coverage table, <c>ecs.clusters</c>.</param>
/// <param name="Call">The operation of its records.</param>
/// <param name="InTime">Whether it covers a stretch of time, so that a partial one still tells of that stretch.</param>
/// <param name="Or">Another source that tells the same, so that one of them is enough; null for none.</param>
internal sealed record EvidenceSource(string Name, OperationName Call, bool InTime = false, EvidenceSource? Or = null)
{
    /// <summary>The clusters that targets name.</summary>
    public static EvidenceSource Clusters { get; } = new(SourceNames.Clusters, Operations.DescribeClusters);

    /// <summary>The task definitions that targets name.</summary>
    public static EvidenceSource TaskDefinitions { get; } = new(SourceNames.TaskDefinitions, Operations.DescribeTaskDefinition);

    /// <summary>Events of stopped tasks, with their stop reasons, that a recorder kept.</summary>
    public static EvidenceSource TaskEvents { get; } = new(SourceNames.TaskEvents, Operations.FilterLogEvents, InTime: true);

    /// <summary>Tasks of the last hour before the recording, with their stop reasons; those before are among the events.</summary>
    public static EvidenceSource Tasks { get; } = new(SourceNames.Tasks, Operations.DescribeTasks, InTime: true, Or: TaskEvents);

    /// <summary>Tasks that ran when ECS was asked; events of stopped tasks say nothing of them.</summary>
    public static EvidenceSource RunningTasks { get; } = Tasks with { Or = null };

    /// <summary>The functions that targets name.</summary>
    public static EvidenceSource Functions { get; } = new(SourceNames.Functions, Operations.GetFunctionConfiguration);

    /// <summary>The state machines that targets name.</summary>
    public static EvidenceSource Machines { get; } = new(SourceNames.Executions, Operations.DescribeStateMachine);

    /// <summary>The job queues that targets name, their jobs, and what those need.</summary>
    public static EvidenceSource Jobs { get; } = new(SourceNames.Jobs, Operations.DescribeJobQueues);

    /// <summary>Changes of schedules and of what they name.</summary>
    public static EvidenceSource Changes { get; } = new(SourceNames.Changes, Operations.LookupEvents);

    /// <summary>RunTask calls.</summary>
    public static EvidenceSource RunTasks { get; } = new(SourceNames.RunTasks, Operations.LookupEvents, InTime: true);

    /// <summary>Roles, their policies and trust.</summary>
    public static EvidenceSource Roles { get; } = new(SourceNames.Roles, Operations.GetRole);

    /// <summary>Subnets and security groups.</summary>
    public static EvidenceSource Networks { get; } = new(SourceNames.Networks, Operations.DescribeSubnets);

    /// <summary>Log groups that task definitions name.</summary>
    public static EvidenceSource LogGroups { get; } = new(SourceNames.LogGroups, Operations.DescribeLogGroups);

    /// <summary>Counts of the Scheduler's calls by schedule group and minute.</summary>
    public static EvidenceSource SchedulerMetrics { get; } = new(SourceNames.SchedulerMetrics, Operations.GetMetricData, InTime: true);

    /// <summary>Alarms.</summary>
    public static EvidenceSource Alarms { get; } = new(SourceNames.Alarms, Operations.DescribeAlarms);
}
