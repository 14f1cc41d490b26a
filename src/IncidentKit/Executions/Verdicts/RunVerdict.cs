namespace IncidentKit.Executions.Verdicts;

/// <summary>What became of one fire time.</summary>
internal enum RunVerdict : byte
{
    /// <summary>No evidence covers the fire time.</summary>
    Unknown,

    /// <summary>An execution started within its limit.</summary>
    Ran,

    /// <summary>An execution started after fire time + 60 s + flexible window + allowance.</summary>
    Late,

    /// <summary>A task existed and ended in an error or never started.</summary>
    Failed,

    /// <summary>No task was created, and complete evidence covers the fire time.</summary>
    Missed,

    /// <summary>The second pass of a daylight-saving overlap with no run: not a miss.</summary>
    Optional,

    /// <summary>Lost at a time for which a person says that it was meant not to run: not a miss.</summary>
    Intended,
}
