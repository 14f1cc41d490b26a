using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Gives slots of which nothing else tells, and that the schedule's own log shows to have led to a run, a run of that minute. A run by
/// hand writes to the log too, so the log never ends a gap, nor splits one.
/// </summary>
internal static class LoggedRuns
{
    /// <summary>Proves the slots of a schedule that shares its runs with no other; adds a notice for each log that proves any.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="runs">Its slots.</param>
    /// <param name="logs">The logs that its target alone writes to.</param>
    /// <param name="window">The window: a notice counts the slots inside it.</param>
    public static void Prove(PoolMember schedule, SlotRuns runs, IEnumerable<OwnLog> logs, Interval window)
    {
        // Fire times that were taken from the runs, or from a last modification, fit what they fit.
        if (runs.Count == 0 || !logs.Any() || schedule.Anchored is null || !ReferenceEquals(schedule.Anchored, schedule.Recorded))
            return;
        var fireTimes = Before(runs.Slot(0), schedule.Anchored, window);
        var before = fireTimes.Count;
        fireTimes.AddRange(Open(runs));
        foreach (var log in logs)
        {
            var proved = 0;
            foreach (var (fireTime, minute) in ActivityProof.Find(fireTimes, log.Activity, runs.Executions))
            {
                var i = fireTime - before;
                if (runs.HasExecution(i))
                    continue;
                runs.Prove(
                    i,
                    new Execution
                    {
                        StartedAt = log.Activity.Minutes[minute].Minute,
                        Sources = ExecutionSources.LogActivity,
                        Evidence = log.EvidenceOf(minute),
                    }
                );
                proved += window.Contains(runs.Slot(i).At) ? 1 : 0;
            }

            if (proved > 0)
                schedule.Notices.Add(
                    $"{proved} of its fire times are counted as ran only because the log group {log.Activity.LogGroup}, "
                        + "which no other schedule writes to, began to be written to within their limit."
                );
        }
    }

    /// <summary>The fire times just before the first slot: what they started may write to the log too.</summary>
    private static List<ActivityProof.FireTime> Before(Slot first, ScheduleHistory history, Interval window) =>
        [
            .. history
                .FireTimes(first.At - first.Deadline - first.Deadline, first.At, window.Start)
                .Select(f => new ActivityProof.FireTime(f.Fire.At, first.Deadline, false)),
        ];

    private static IEnumerable<ActivityProof.FireTime> Open(SlotRuns runs)
    {
        var lost = false;
        for (var i = 0; i < runs.Count; i++)
        {
            var verdict = runs.Run(i).Verdict;
            lost = verdict is RunVerdict.Missed or RunVerdict.Failed || (lost && verdict is RunVerdict.Unknown or RunVerdict.Optional);
            var slot = runs.Slot(i);
            var open = verdict == RunVerdict.Unknown && !lost && slot is { Known: true, Scheduled: true };
            yield return new ActivityProof.FireTime(slot.At, slot.Deadline, open);
        }
    }
}
