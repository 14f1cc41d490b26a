using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>A task definition as recorded.</summary>
internal sealed record TaskDefinitionState
{
    /// <summary>Family without revision.</summary>
    public required string Family { get; init; }

    /// <summary>Status and since when.</summary>
    public required ResourceState State { get; init; }

    /// <summary>The ARN with the revision that was described; null when there is none.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was registered; null when that was not told.</summary>
    public Instant? RegisteredAt { get; init; }

    /// <summary>All its containers.</summary>
    public IReadOnlyList<string> ContainerNames { get; init; } = [];

    /// <summary>The images of its containers.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>ARNs or names of the secrets and parameters that its containers are given.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Launch types it asks to be checked against; none when it leaves it open.</summary>
    public IReadOnlyList<string> RequiresCompatibilities { get; init; } = [];

    /// <summary><c>awsvpc</c>, <c>bridge</c>, …; null when not recorded.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>The role its containers act with; null for none.</summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The role ECS acts with to pull images, read secrets and write logs; null for none.</summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>Its containers that log to CloudWatch.</summary>
    public required IReadOnlyList<LoggedContainer> Containers { get; init; }
}
