namespace IncidentKit.Diagnosis;

/// <summary>How much a finding matters, least first.</summary>
public enum Severity
{
    /// <summary>Would have helped; caused nothing.</summary>
    Low,

    /// <summary>Runs are or will be lost, outside an outage.</summary>
    Medium,

    /// <summary>Runs were lost.</summary>
    High,

    /// <summary>Explains an outage of several schedules.</summary>
    Critical,
}
