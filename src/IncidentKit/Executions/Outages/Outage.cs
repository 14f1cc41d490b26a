using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Outages;

/// <summary>Gaps that belong together: the same change or failing resource, or overlapping in time.</summary>
internal sealed record Outage
{
    /// <summary>Names the outage within the report: 1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>Its gaps, by start and schedule.</summary>
    public required IReadOnlyList<ExecutionGap> Gaps { get; init; }

    /// <summary>The first missed fire time of any of its schedules.</summary>
    public required Instant Onset { get; init; }

    /// <summary>Whether the first gap may have begun earlier than the evidence reaches.</summary>
    public required bool OnsetAtOrBefore { get; init; }

    /// <summary>The first good fire time of any of its schedules after their gaps; null when none ran again.</summary>
    public required Instant? RecoveryStarted { get; init; }

    /// <summary>The first good fire time at or after which none of its schedules misses one; null while any does.</summary>
    public required Instant? Mitigated { get; init; }

    /// <summary>Schedules that had no fire time since, with the next one.</summary>
    public required IReadOnlyList<(ScheduleKey Schedule, Instant? Next)> Unproven { get; init; }

    /// <summary>
    /// The changes that preceded its gaps, each between the last good and the first missed fire time. Empty when none was recorded.
    /// </summary>
    public required IReadOnlyList<ConfigurationChange> Triggers { get; init; }

    /// <summary>How many runs of its schedules were due from the onset to the last lost one, both included.</summary>
    public required int Due { get; init; }

    /// <summary>The missed and failed ones.</summary>
    public int Lost => Gaps.Sum(g => g.Missed + g.Failed);

    /// <summary>The fire time of the last lost run.</summary>
    public Instant LastLost => Gaps.Max(g => g.LastBad);

    /// <summary>Whether runs were lost now and then: a schedule lost some, ran, and lost more.</summary>
    public bool IsNowAndThen => Lost < Due && Gaps.GroupBy(g => g.Schedule).Any(g => g.Skip(1).Any());

    /// <summary>Its schedules, each once, in order.</summary>
    public IEnumerable<ScheduleKey> Schedules => Gaps.Select(g => g.Schedule).Distinct().Order();
}
