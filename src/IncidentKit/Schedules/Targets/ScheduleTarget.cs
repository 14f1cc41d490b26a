using NodaTime;

namespace IncidentKit.Schedules.Targets;

/// <summary>What a schedule calls, with which role, and how often it tries. Defaults are EventBridge Scheduler's.</summary>
internal sealed record ScheduleTarget
{
    /// <summary>The kind of target.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The target's ARN: of the cluster (ECS), of the function with version or alias (Lambda), or of the API action (universal).</summary>
    public required string Arn { get; init; }

    /// <summary>The execution role Scheduler assumes to make the call and to write to the dead-letter queue; null where a change event left it out.</summary>
    public string? RoleArn { get; init; }

    /// <summary>What is sent: for ECS the JSON text of the task overrides. May be masked by CloudTrail or redacted.</summary>
    public string? Input { get; init; }

    /// <summary>ECS: the task definition, with a revision or (latest ACTIVE at run time) without.</summary>
    public string? TaskDefinitionArn { get; init; }

    /// <summary>ECS: tasks started at each fire time, 1-10.</summary>
    public int TaskCount { get; init; } = 1;

    /// <summary>ECS: <c>EC2</c>, <c>FARGATE</c> or <c>EXTERNAL</c>; null if a capacity provider strategy decides.</summary>
    public string? LaunchType { get; init; }

    /// <summary>ECS: the subnets of the task; none when it has no network configuration.</summary>
    public IReadOnlyList<string> Subnets { get; init; } = [];

    /// <summary>ECS: the security groups of the task; none for the VPC's default one.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    /// <summary>ECS: the task group.</summary>
    public string? Group { get; init; }

    /// <summary>The queue for invocations that were given up; null if there is none.</summary>
    public string? DeadLetterArn { get; init; }

    /// <summary>Retries after the first attempt, 0-185.</summary>
    public int MaximumRetryAttempts { get; init; } = 185;

    /// <summary>How long after its fire time an invocation may still be tried, 60 s to 24 h.</summary>
    public Duration MaximumEventAge { get; init; } = Duration.FromHours(24);
}
