namespace IncidentKit.Inputs;

/// <summary>How much a finding of an audit counts, as settings and the command line say it.</summary>
public enum AuditLevel
{
    /// <summary>Nothing: the check does not run, or nothing fails.</summary>
    Off,

    /// <summary>A note.</summary>
    Note,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}
