using IncidentKit.Basics;
using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Which slots were lost by an answer: a call refused, a call that placed no task, a dead letter. An answer is evidence by itself; it needs
/// no earlier run, no log and no proof of absence.
/// </summary>
internal static class Refusals
{
    /// <summary>The first answer to each slot of a pool that started nothing.</summary>
    /// <param name="schedules">The schedules of the pool.</param>
    /// <param name="runs">Their slots.</param>
    /// <param name="responses">What targets answered.</param>
    public static Dictionary<int, TargetResponse> Of(IReadOnlyList<PoolMember> schedules, SlotRuns runs, TargetResponses responses)
    {
        var bySlot = new Dictionary<int, TargetResponse>();
        foreach (var schedule in schedules)
        {
            foreach (var response in responses.Of(schedule.Recorded.Key))
            {
                if (response is { StartedNothing: true, Shared: false } && SlotOf(response, schedule, runs) is { } slot)
                    bySlot.TryAdd(slot, response);
            }
        }

        return bySlot;
    }

    /// <summary>
    /// The slot that the answer names, else the latest fire time at or before the attempt: also of a retry, whose own fire time has its
    /// first answer already.
    /// </summary>
    private static int? SlotOf(TargetResponse response, PoolMember schedule, SlotRuns runs)
    {
        var at = response.ScheduledTime ?? response.At + ExecutionMatcher.Skew;
        var after = schedule.Slots.CountBefore((Runs: runs, At: at), static (i, place) => place.Runs.Slot(i).At <= place.At);
        if (after == 0)
            return null;
        var slot = schedule.Slots[after - 1];
        ref readonly var due = ref runs.Slot(slot);
        if (response.ScheduledTime is { } named)
            // The phase of a rate may be known to the minute only.
            return named - due.At < Duration.FromMinutes(1) ? slot : null;
        return response.At - due.At <= schedule.Recorded.Latest.Target.MaximumEventAge ? slot : null;
    }
}
