namespace IncidentKit.Impact;

/// <summary>What is known of the financial impact.</summary>
internal enum FinancialStatus
{
    /// <summary>Something that would tell is missing.</summary>
    Unknown,

    /// <summary>No tradable minute of any market was lost, by the evidence.</summary>
    None,

    /// <summary>The exposure of open positions was computed from given prices.</summary>
    Measured,

    /// <summary>A person says so.</summary>
    Attested,
}
