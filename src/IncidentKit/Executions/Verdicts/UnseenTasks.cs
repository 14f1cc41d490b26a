using IncidentKit.Executions.Reading;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Tasks whose call was accepted and whose containers no log shows, though a whole listing would. ECS tells for an hour why a task did not
/// start. Where it tells of some of such a series that they never started, the others of the series did not start either.
/// </summary>
internal static class UnseenTasks
{
    /// <summary>Judges the series of one schedule.</summary>
    public static void Judge(PoolMember schedule, SlotRuns runs, ExecutionLedger ledger)
    {
        if (!schedule.Slots.Exists(i => runs.Run(i).Verdict == RunVerdict.Failed))
            return;
        var series = new List<int>();
        var died = false;
        foreach (var i in schedule.Slots)
        {
            if (!runs.HasExecution(i) || !IsUnseen(i, runs, ledger))
            {
                Close();
                continue;
            }

            series.Add(i);
            died |= runs.Run(i).Verdict == RunVerdict.Failed;
        }

        Close();

        void Close()
        {
            if (died)
            {
                foreach (var i in series)
                {
                    if (runs.Run(i).IsGood && !runs.Execution(i).Sources.HasFlag(ExecutionSources.Task))
                        runs.MakeFailedToStart(i);
                }
            }

            series.Clear();
            died = false;
        }
    }

    /// <summary>Whether its task left no stream, and a stream would have been listed.</summary>
    private static bool IsUnseen(int i, SlotRuns runs, ExecutionLedger ledger)
    {
        ref readonly var run = ref runs.Execution(i);
        if (run.Outcome == ExecutionOutcome.Succeeded || run.Sources.HasFlag(ExecutionSources.LogStream))
            return false;
        ref readonly var slot = ref runs.Slot(i);
        foreach (ref readonly var source in ledger.Absence(slot.Schedule))
        {
            if (source.Source == ExecutionSources.LogStream && source.Proves(slot.At, slot.At + slot.Deadline))
                return true;
        }

        return false;
    }
}
