namespace IncidentKit.Reports.Incident;

/// <summary>What a stretch of fire times had in common.</summary>
internal enum LaneSpanKind
{
    /// <summary>Nothing is known of them.</summary>
    Unknown,

    /// <summary>They ran in time.</summary>
    Ran,

    /// <summary>They ran late.</summary>
    Late,

    /// <summary>They failed.</summary>
    Failed,

    /// <summary>They were missed.</summary>
    Missed,
}
