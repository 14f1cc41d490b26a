using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>What one schedule should have run in the window, and what it did.</summary>
internal sealed record ScheduleRuns
{
    /// <summary>Its place among all schedules of the ledger.</summary>
    public required int Index { get; init; }

    /// <summary>The schedule.</summary>
    public required ScheduleHistory History { get; init; }

    /// <summary>With how little of its runs people are content; null where they ask for everything.</summary>
    public AcceptedEvidence? Accepts { get; init; }

    /// <summary>Counts over [window start, window end).</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>The fire times that did not simply run: late, failed, missed, intended, unknown; in order.</summary>
    public required IReadOnlyList<ScheduledRun> NotRan { get; init; }

    /// <summary>
    /// The same for the fire times after the window, as far as they are known. The window bounds the counts, not what is known.
    /// </summary>
    public IReadOnlyList<ScheduledRun> Later { get; init; } = [];

    /// <summary>The last fire time whose run started, inside the window or after it; null when none did.</summary>
    public Instant? LastGoodEver { get; init; }

    /// <summary>The fire times that started fewer tasks than asked for; they count as ran.</summary>
    public IReadOnlyList<Instant> Partial { get; init; } = [];

    /// <summary>The end of the window.</summary>
    public required Instant WindowEnd { get; init; }

    /// <summary>Its gaps, in order.</summary>
    public required IReadOnlyList<ExecutionGap> Gaps { get; init; }

    /// <summary>The last fire time in the window whose run started; null when none did.</summary>
    public required Instant? LastGood { get; init; }

    /// <summary>
    /// The next fire time at or after the end of the window. Null when there is none within a year, or the phase is unknown.
    /// </summary>
    public required Instant? Next { get; init; }

    /// <summary>What a reader should know of how its fire times were worked out, one sentence each.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>The records that the counts rest on, in order of id.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>How long its runs took, where ECS tells.</summary>
    public RunLengths Lengths { get; init; } = RunLengths.None;

    /// <summary>When it was meant not to run, as people say.</summary>
    public IReadOnlyList<Interval> Intended { get; init; } = [];

    /// <summary>Its fire times in [from, to), optional ones left out.</summary>
    public IEnumerable<Instant> FireTimes(Instant from, Instant to) =>
        History.FireTimes(from, to, from).Where(f => !f.Fire.Optional).Select(f => f.Fire.At);

    /// <summary>
    /// Its fire times in [from, to) in order, each with what became of it. Optional ones are left out. Ask only as far as runs are known.
    /// </summary>
    public IEnumerable<(Instant At, RunVerdict Verdict)> Verdicts(Instant from, Instant to)
    {
        var (list, next) = (NotRan, 0);
        foreach (var at in FireTimes(from, to))
        {
            if (at >= WindowEnd && !ReferenceEquals(list, Later))
                (list, next) = (Later, 0);
            while (next < list.Count && list[next].FireTime < at)
                next++;
            yield return (at, next < list.Count && list[next].FireTime == at ? list[next].Verdict : RunVerdict.Ran);
        }
    }

    /// <summary>The first fire time in [from, to) whose run started, in time or late; null when there is none.</summary>
    public Instant? FirstGood(Instant from, Instant to)
    {
        foreach (var (at, verdict) in Verdicts(from, to))
        {
            if (verdict is RunVerdict.Ran or RunVerdict.Late)
                return at;
        }

        return null;
    }
}
