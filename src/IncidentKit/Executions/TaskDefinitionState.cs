namespace IncidentKit.Executions;

/// <summary>A task definition as recorded.</summary>
public sealed record TaskDefinitionState
{
    /// <summary>Family without revision.</summary>
    public required string Family { get; init; }

    /// <summary>Status and since when.</summary>
    public required ResourceState State { get; init; }

    /// <summary>Its containers that log to CloudWatch.</summary>
    public required IReadOnlyList<LoggedContainer> Containers { get; init; }
}
