namespace IncidentKit.Inputs;

/// <summary>What people learnt.</summary>
public sealed record IncidentLessons
{
    /// <summary>What went well.</summary>
    public IReadOnlyList<IncidentNote> WentWell { get; init; } = [];

    /// <summary>What went badly.</summary>
    public IReadOnlyList<IncidentNote> WentBadly { get; init; } = [];

    /// <summary>Where the team was lucky.</summary>
    public IReadOnlyList<IncidentNote> Lucky { get; init; } = [];
}
