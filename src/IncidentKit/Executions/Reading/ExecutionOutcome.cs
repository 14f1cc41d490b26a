namespace IncidentKit.Executions.Reading;

/// <summary>How an execution ended.</summary>
internal enum ExecutionOutcome : byte
{
    /// <summary>Nothing recorded says how it ended.</summary>
    Unknown,

    /// <summary>It had not ended when it was looked at.</summary>
    Running,

    /// <summary>Every container ended with exit code 0; no invocation of its minute ended with an error.</summary>
    Succeeded,

    /// <summary>It ended in an error or never started.</summary>
    Failed,
}
