using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Schedules older than what CloudTrail gives: before the first recorded change a schedule is taken as its first known configuration where
/// its runs bear that out. Then a missing run among them is a missing run.
/// </summary>
internal static class AssumedConfigurations
{
    /// <summary>So many runs at their fire times are no coincidence, whatever the rhythm.</summary>
    private const int Enough = 3;

    /// <summary>How many of its runs, of ten, must be at fire times of the assumed configuration.</summary>
    private const int OfTen = 9;

    /// <summary>Since when the assumed configuration of a schedule holds by its runs; null where they do not bear it out.</summary>
    public static Instant? HoldsSince(PoolMember schedule, SlotRuns runs)
    {
        if (schedule.Recorded.Epochs.All(e => e.Known) || schedule.Anchored is null)
            return null;
        var assumed = schedule.Slots.FindAll(i => !runs.Slot(i).Known);
        var first = assumed.FindIndex(runs.HasExecution);
        if (first < 0)
            return null;
        var inTime = assumed.Count(i => IsInTime(i, runs));
        var (since, until) = (runs.Slot(assumed[first]).At, runs.Slot(assumed[^1]).At + runs.Slot(assumed[^1]).Deadline);
        var all = runs.Executions.Count(e => !e.Manual && IsOf(schedule, e) && e.StartedAt >= since && e.StartedAt <= until);
        var enough = inTime >= Enough || (inTime > 0 && inTime == assumed.Count - first);
        return enough && inTime * 10 >= all * OfTen ? since : null;
    }

    private static bool IsInTime(int slot, SlotRuns runs) =>
        runs.HasExecution(slot) && runs.Execution(slot).StartedAt <= runs.Slot(slot).At + runs.Slot(slot).Deadline;

    private static bool IsOf(PoolMember schedule, in Execution execution) => execution.Owner is null || execution.Owner == schedule.Index;
}
