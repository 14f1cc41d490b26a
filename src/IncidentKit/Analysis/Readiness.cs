namespace IncidentKit.Analysis;

/// <summary>Whether the system is ready for the next open.</summary>
public enum Readiness
{
    /// <summary>Something that would tell is not in the evidence, or has not come yet.</summary>
    Unknown,

    /// <summary>Everything that was looked at is sound, and every schedule of the outage has run since.</summary>
    Ready,

    /// <summary>Something is broken.</summary>
    NotReady,
}
