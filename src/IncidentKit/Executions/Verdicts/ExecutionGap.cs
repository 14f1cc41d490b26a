using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Consecutive missed or failed fire times of one schedule: [<see cref="Start"/>, <see cref="End"/>).</summary>
internal sealed record ExecutionGap
{
    /// <summary>The schedule.</summary>
    public required ScheduleKey Schedule { get; init; }

    /// <summary>The first missed or failed fire time.</summary>
    public required Instant Start { get; init; }

    /// <summary>The first good fire time after it; null while the gap is open.</summary>
    public required Instant? End { get; init; }

    /// <summary>
    /// The good fire time just before it. Null when the fire time before is unknown
    /// or outside the evidence: then it began at or before <see cref="Start"/>.
    /// </summary>
    public required Instant? LastGood { get; init; }

    /// <summary>When the call of its first fire time was made, or would have been.</summary>
    public required CallTime FirstLostCall { get; init; }

    /// <summary>When the call of its last fire time was made, or would have been.</summary>
    public required CallTime LastLostCall { get; init; }

    /// <summary>When the last call that is known to have succeeded before it was made; null where none is known.</summary>
    public required CallTime? LastGoodCall { get; init; }

    /// <summary>When the call of the run that ended it was made; null while it is open.</summary>
    public CallTime? FirstGoodCall { get; init; }

    /// <summary>The last fire time in it that was missed or failed; also one after the window.</summary>
    public required Instant LastBad { get; init; }

    /// <summary>Missed fire times.</summary>
    public required int Missed { get; init; }

    /// <summary>Failed fire times.</summary>
    public required int Failed { get; init; }

    /// <summary>Fire times inside it, or after it while it is open, of which nothing is known.</summary>
    public required int Unknown { get; init; }

    /// <summary>Where its runs were lost.</summary>
    public required FailureLayer Layer { get; init; }

    /// <summary>The records that show it.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>Whether this gap and another share an instant; an open gap reaches to the end of time.</summary>
    public bool Overlaps(ExecutionGap other) => (End is null || other.Start < End) && (other.End is null || Start < other.End);
}
