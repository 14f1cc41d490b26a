namespace IncidentKit.Auditing;

/// <summary>How sure an audit is that something is wrong.</summary>
public enum AuditSeverity
{
    /// <summary>Something a reader will miss.</summary>
    Note,

    /// <summary>Something that is probably wrong or left out.</summary>
    Warning,

    /// <summary>Something that contradicts arithmetic, the calendar, the report itself or the evidence.</summary>
    Error,
}
