using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Gives a slot its verdict from its execution, or from the silence of the sources.</summary>
internal readonly struct SlotJudge
{
    private readonly RunScope _scope;
    private readonly IReadOnlyList<PoolMember> _schedules;
    private readonly Instant _firstStream = Instant.MaxValue;
    private readonly Instant _firstCount = Instant.MaxValue;
    private readonly bool _callsAreMissing;

    /// <summary>Notes the first run that each source shows: only after it does the source's silence mean anything.</summary>
    /// <param name="scope">What is judged.</param>
    /// <param name="schedules">The schedules of the pool.</param>
    /// <param name="executions">Every execution of the pool.</param>
    public SlotJudge(RunScope scope, IReadOnlyList<PoolMember> schedules, Execution[] executions)
    {
        (_scope, _schedules) = (scope, schedules);
        foreach (var run in executions)
        {
            if (run.Manual)
                continue;
            if (run.Sources.HasFlag(ExecutionSources.LogStream))
                _firstStream = Instant.Min(_firstStream, run.StartedAt);
            if (run.Sources.HasFlag(ExecutionSources.InvocationCount))
                _firstCount = Instant.Min(_firstCount, run.StartedAt);
            _callsAreMissing = _callsAreMissing || (!run.Sources.HasFlag(ExecutionSources.RunTaskEvent) && IsInLedger(run));
        }
    }

    /// <summary>Whether the call of a run would be in the ledger.</summary>
    private bool IsInLedger(in Execution run)
    {
        foreach (var schedule in _schedules)
        {
            foreach (ref readonly var source in _scope.Ledger.Absence(schedule.Index))
            {
                if (source.Source == ExecutionSources.RunTaskEvent && source.Proves(run.StartedAt - SlotFinder.Precision, run.StartedAt))
                    return true;
            }
        }

        return false;
    }

    /// <summary>What became of a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="execution">Its execution; null without one.</param>
    /// <param name="refusal">An answer by which it started nothing; null without one.</param>
    /// <param name="known">Whether the configuration of that time is known, or borne out by the runs.</param>
    public ScheduledRun Judge(in Slot slot, Execution? execution, TargetResponse? refusal, bool known)
    {
        if (execution is { } run)
        {
            var late = run.StartedAt > slot.At + slot.Deadline;
            var verdict =
                run.Outcome == ExecutionOutcome.Failed ? RunVerdict.Failed
                : late ? RunVerdict.Late
                : RunVerdict.Ran;
            return new ScheduledRun(slot.At, verdict, FailureLayer.Undetermined, run.StartedAt);
        }

        if (slot.Optional)
            return new ScheduledRun(slot.At, RunVerdict.Optional, FailureLayer.Undetermined, null);
        if (refusal is not null)
            return new ScheduledRun(slot.At, RunVerdict.Missed, refusal.Layer, null);
        // What was disabled or deleted made no call: the recorded change is the proof.
        if (known && !slot.Scheduled)
            return new ScheduledRun(slot.At, RunVerdict.Missed, FailureLayer.NotScheduled, null);
        if (!known || (slot.At >= _scope.Window.Start && !_scope.Covered.Contains(slot.At)) || !IsAbsenceProved(slot))
            return SlotRuns.Unknown(slot);
        return new ScheduledRun(slot.At, RunVerdict.Missed, FailureLayer.Undetermined, null);
    }

    private bool IsAbsenceProved(in Slot slot)
    {
        foreach (ref readonly var source in _scope.Ledger.Absence(slot.Schedule))
        {
            if (IsWhole(source, slot) && source.Proves(slot.At, slot.At + slot.Deadline))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the source has shown that it would tell, by an earlier run of the schedule. The ledger of calls
    /// shows it by any call of the Scheduler, if it holds the calls of all runs that are proved otherwise.
    /// </summary>
    private bool IsWhole(in AbsenceCoverage source, in Slot slot) =>
        source.Source switch
        {
            ExecutionSources.LogStream => _firstStream < slot.At,
            ExecutionSources.InvocationCount => _firstCount < slot.At,
            ExecutionSources.RunTaskEvent => source.FirstSeen < slot.At && !_callsAreMissing,
            _ => false,
        };
}
