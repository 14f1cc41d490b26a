namespace IncidentKit.Executions.Reading;

/// <summary>Where an execution was seen; a set, since several sources may show one execution.</summary>
[Flags]
internal enum ExecutionSources : byte
{
    /// <summary>Nowhere yet.</summary>
    None = 0,

    /// <summary>A CloudTrail event of the call: RunTask, or what another target calls. It tells the time.</summary>
    RunTaskEvent = 1,

    /// <summary>ECS itself: the time the task was created.</summary>
    Task = 2,

    /// <summary>A log stream of the run: the time its first container came up.</summary>
    LogStream = 4,

    /// <summary>A count of Lambda invocations: the minute.</summary>
    InvocationCount = 8,

    /// <summary>Events in a log group that only the schedule's target writes to: the minute.</summary>
    LogActivity = 16,

    /// <summary>An execution of a state machine, as Step Functions listed it: the time it started; a job, as Batch did: the time it was
    /// submitted.</summary>
    Listing = 32,

    /// <summary>A count of the calls that Scheduler or a rule made: the minute, and that the target was called.</summary>
    CallCount = 64,
}
