namespace IncidentKit.Sharing;

/// <summary>What a shared report leaves out unless it is named.</summary>
public enum KeptInside
{
    /// <summary>The severity that the tool suggests. What a person gave stays.</summary>
    Severity,

    /// <summary>What would have told of the outage, and when.</summary>
    Counterfactuals,

    /// <summary>The names of accounts, people and resources; pseudonyms stand for them.</summary>
    Names,

    /// <summary>Positions, their prices and their worth: a price and its time name the symbol.</summary>
    Positions,
}
