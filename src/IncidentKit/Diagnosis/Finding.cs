using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis;

/// <summary>How much a finding matters, least first.</summary>
public enum Severity
{
    /// <summary>Would have helped; caused nothing.</summary>
    Low,

    /// <summary>Runs are or will be lost, outside an outage.</summary>
    Medium,

    /// <summary>Runs were lost.</summary>
    High,

    /// <summary>Explains an outage of several schedules.</summary>
    Critical,
}

/// <summary>How sure a finding is.</summary>
public enum Certainty
{
    /// <summary>A source that would tell was denied or not collected.</summary>
    NotExcluded,

    /// <summary>A present state that fits.</summary>
    Supported,

    /// <summary>Closed at both ends by recorded changes, or the present state is proof and no run succeeded under it.</summary>
    Confirmed,
}

/// <summary>One cause or weakness and the schedules it holds for.</summary>
public sealed record Finding
{
    /// <summary>The stable id, <c>IK2001</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name, <c>cluster-not-found</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The schedules it holds for, in order.</summary>
    public required IReadOnlyList<ScheduleKey> Subjects { get; init; }

    /// <summary>What should have been there.</summary>
    public required string Expected { get; init; }

    /// <summary>What was there.</summary>
    public required string Found { get; init; }

    /// <summary>Whether a recorded change between the last good and the first missed run brought it about.</summary>
    public required bool ExplainsOnset { get; init; }

    /// <summary>The records that show it, each once.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Remedy { get; init; }
}
