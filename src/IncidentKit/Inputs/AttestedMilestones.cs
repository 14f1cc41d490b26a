using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>Moments of the response that only people know; null where they did not say.</summary>
public sealed record AttestedMilestones
{
    /// <summary>When somebody first knew.</summary>
    public Instant? Detected { get; init; }

    /// <summary>When somebody began to look for the cause.</summary>
    public Instant? DiagnosisStarted { get; init; }

    /// <summary>When the cause was known.</summary>
    public Instant? CauseFound { get; init; }

    /// <summary>When somebody saw that the repair worked.</summary>
    public Instant? Verified { get; init; }
}
