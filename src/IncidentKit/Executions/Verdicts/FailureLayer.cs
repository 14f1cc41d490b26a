namespace IncidentKit.Executions.Verdicts;

/// <summary>The step at which a missed or failed run was lost.</summary>
internal enum FailureLayer : byte
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
