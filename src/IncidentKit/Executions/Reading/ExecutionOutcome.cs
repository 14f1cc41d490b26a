namespace IncidentKit.Executions.Reading;

/// <summary>How an execution ended.</summary>
internal enum ExecutionOutcome : byte
{
    /// <summary>Nothing recorded says how it ended.</summary>
    Unknown,

    /// <summary>Every container ended with exit code 0.</summary>
    Succeeded,

    /// <summary>It ended in an error or never started.</summary>
    Failed,
}
