using NodaTime;

namespace IncidentKit.Executions;

/// <summary>How an execution ended.</summary>
public enum ExecutionOutcome : byte
{
    /// <summary>Nothing recorded says how it ended.</summary>
    Unknown,

    /// <summary>Every container ended with exit code 0.</summary>
    Succeeded,

    /// <summary>It ended in an error or never started.</summary>
    Failed,
}

/// <summary>Where an execution was seen; a set, since several sources may show one execution.</summary>
[Flags]
public enum ExecutionSources : byte
{
    /// <summary>Nowhere yet.</summary>
    None = 0,

    /// <summary>A CloudTrail RunTask event: the time of the call.</summary>
    RunTaskEvent = 1,

    /// <summary>ECS itself: the time the task was created.</summary>
    Task = 2,

    /// <summary>A log stream of the run: the time its first container came up.</summary>
    LogStream = 4,

    /// <summary>A count of Lambda invocations: the minute.</summary>
    InvocationCount = 8,
}

/// <summary>One observed run of a schedule's target.</summary>
public readonly record struct Execution
{
    /// <summary>When it started: the RunTask event, else ECS's createdAt, else the stream's time less the schedule's usual delay.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The task; zero for an invocation count.</summary>
    public TaskKey Task { get; init; }

    /// <summary>The fire time the run itself carries (context attribute <c>scheduled-time</c>); null when it carries none.</summary>
    public Instant? ScheduledTime { get; init; }

    /// <summary>Where it was seen.</summary>
    public required ExecutionSources Sources { get; init; }

    /// <summary>How it ended.</summary>
    public ExecutionOutcome Outcome { get; init; }

    /// <summary>Whether somebody other than the Scheduler started it; never matched to a fire time.</summary>
    public bool Manual { get; init; }

    /// <summary>Index of its record in <see cref="ExecutionLedger.EvidenceIds"/>.</summary>
    public required int Evidence { get; init; }

    /// <summary>The same execution as seen from another source: the better start, the known outcome.</summary>
    public Execution MergedWith(in Execution other)
    {
        var better = Rank(Sources) <= Rank(other.Sources) ? this : other;
        if (Rank(Sources) == Rank(other.Sources) && other.StartedAt < StartedAt)
            better = other;
        return better with
        {
            ScheduledTime = ScheduledTime ?? other.ScheduledTime,
            Sources = Sources | other.Sources,
            Outcome = Outcome > other.Outcome ? Outcome : other.Outcome,
            Manual = Manual || other.Manual,
        };
    }

    private static int Rank(ExecutionSources sources) => System.Numerics.BitOperations.TrailingZeroCount((byte)sources);
}
