namespace IncidentKit.Inputs;

/// <summary>How soon an action is wanted.</summary>
public enum ActionPriority
{
    /// <summary>When there is time.</summary>
    Low,

    /// <summary>Soon.</summary>
    Medium,

    /// <summary>First.</summary>
    High,
}
