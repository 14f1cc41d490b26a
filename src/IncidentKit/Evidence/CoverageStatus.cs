namespace IncidentKit.Evidence;

/// <summary>How far a source of evidence was looked at.</summary>
public enum CoverageStatus
{
    /// <summary>Everything asked for was answered.</summary>
    Complete,

    /// <summary>Some of it was answered: past a call budget, or some calls failed.</summary>
    Partial,

    /// <summary>AWS refused the calls.</summary>
    Denied,

    /// <summary>The calls failed for another reason.</summary>
    Failed,

    /// <summary>Nothing was asked.</summary>
    Skipped,
}
