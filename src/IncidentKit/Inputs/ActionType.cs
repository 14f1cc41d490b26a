namespace IncidentKit.Inputs;

/// <summary>What an action is for.</summary>
public enum ActionType
{
    /// <summary>That it does not happen again.</summary>
    Prevent,

    /// <summary>That it is noticed sooner.</summary>
    Detect,

    /// <summary>That it does less harm, or ends sooner.</summary>
    Mitigate,
}
