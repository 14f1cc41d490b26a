namespace IncidentKit.Schedules;

/// <summary>AWS's words for whether a rule or schedule is on.</summary>
internal static class RuleState
{
    /// <summary>It is on. A rule has a second word for that.</summary>
    public const string Enabled = "ENABLED";

    /// <summary>It is off.</summary>
    public const string Disabled = "DISABLED";
}
