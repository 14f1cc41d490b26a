using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>One observed run of a schedule's target.</summary>
/// <remarks>There are millions: 48 bytes each, times to 100 ns.</remarks>
internal readonly record struct Execution
{
    private const long NoTime = long.MinValue;

    private readonly long _startedAt;
    private readonly long _scheduledTime = NoTime;
    private readonly int _ownerAndOne;
    private readonly byte _attempt;

    /// <summary>An execution whose required members are given.</summary>
    public Execution() { }

    /// <summary>When it started: the RunTask event, else ECS's createdAt, else the stream's time less the schedule's usual delay.</summary>
    public required Instant StartedAt
    {
        get => Instant.FromUnixTimeTicks(_startedAt);
        init => _startedAt = value.ToUnixTimeTicks();
    }

    /// <summary>The task, or the execution of a state machine; zero for an invocation count that is of several.</summary>
    public TaskKey Task { get; init; }

    /// <summary>The fire time the run itself carries (context attribute <c>scheduled-time</c>); null when it carries none.</summary>
    public Instant? ScheduledTime
    {
        get => _scheduledTime == NoTime ? null : Instant.FromUnixTimeTicks(_scheduledTime);
        init => _scheduledTime = value?.ToUnixTimeTicks() ?? NoTime;
    }

    /// <summary>
    /// Which attempt the run says it is, from 1 to at most 186 (context attribute <c>attempt-number</c>). Null when it does not say.
    /// </summary>
    public byte? Attempt
    {
        get => _attempt == 0 ? null : _attempt;
        init => _attempt = value ?? 0;
    }

    /// <summary>
    /// The index of the one schedule that the Scheduler's mark on it (startedBy, an execution's name) can mean. Null when there is none
    /// or several.
    /// </summary>
    public int? Owner
    {
        get => _ownerAndOne == 0 ? null : _ownerAndOne - 1;
        init => _ownerAndOne = value is { } schedule ? schedule + 1 : 0;
    }

    /// <summary>Whether something shows that the Scheduler started it; a stream, a listing or a count of runs alone does not.</summary>
    public bool Proved =>
        !Manual
        && (
            ScheduledTime is not null
            || Owner is not null
            || (Sources & (ExecutionSources.RunTaskEvent | ExecutionSources.Task | ExecutionSources.CallCount)) != ExecutionSources.None
        );

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
            Attempt = Attempt ?? other.Attempt,
            Owner = Owner ?? other.Owner,
            Sources = Sources | other.Sources,
            Outcome = Outcome > other.Outcome ? Outcome : other.Outcome,
            Manual = Manual || other.Manual,
        };
    }

    /// <summary>Puts executions in order of start, in place.</summary>
    public static void SortByStart(Span<Execution> executions)
    {
        var starts = new long[executions.Length];
        var ordered = true;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = executions[i]._startedAt;
            ordered &= i == 0 || starts[i - 1] <= starts[i];
        }

        if (!ordered)
            starts.AsSpan().Sort(executions);
    }

    private static int Rank(ExecutionSources sources) => System.Numerics.BitOperations.TrailingZeroCount((byte)sources);
}
