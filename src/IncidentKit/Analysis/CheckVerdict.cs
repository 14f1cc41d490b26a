namespace IncidentKit.Analysis;

/// <summary>What is known of one schedule now.</summary>
internal enum CheckVerdict
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Its targets are sound and it ran when it last should have.</summary>
    Sound,

    /// <summary>It does not run, or cannot.</summary>
    Broken,
}
