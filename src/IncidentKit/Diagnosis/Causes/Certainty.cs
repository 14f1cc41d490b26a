namespace IncidentKit.Diagnosis.Causes;

/// <summary>How sure a finding is.</summary>
internal enum Certainty
{
    /// <summary>A source that would tell was denied or not collected.</summary>
    NotExcluded,

    /// <summary>A present state that fits.</summary>
    Supported,

    /// <summary>Closed at both ends by recorded changes, or the present state is proof and no run succeeded under it.</summary>
    Confirmed,
}
