namespace IncidentKit.Executions;

/// <summary>What became of one fire time.</summary>
public enum RunVerdict : byte
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
}

/// <summary>The step at which a missed or failed run was lost.</summary>
public enum FailureLayer : byte
{
    /// <summary>The evidence does not tell.</summary>
    Undetermined,

    /// <summary>The schedule was disabled, deleted or outside its dates.</summary>
    NotScheduled,

    /// <summary>The Scheduler made no call.</summary>
    NotInvoked,

    /// <summary>The target's API refused the call.</summary>
    Refused,

    /// <summary>The call was accepted and no task was placed.</summary>
    NotPlaced,

    /// <summary>The task never came up.</summary>
    FailedToStart,

    /// <summary>The task came up and ended in an error.</summary>
    FailedRunning,
}
