namespace IncidentKit.Basics;

/// <summary>What a value rests on.</summary>
internal enum BasisKind
{
    /// <summary>Computed from evidence.</summary>
    Measured,

    /// <summary>Arithmetic on other values.</summary>
    Derived,

    /// <summary>A person said so.</summary>
    Attested,

    /// <summary>Not collected, denied, or not computed.</summary>
    Unknown,
}
