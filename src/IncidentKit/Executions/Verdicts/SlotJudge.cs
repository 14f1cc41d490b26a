using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Gives a slot its verdict from its execution, or from the silence of the sources.</summary>
internal readonly struct SlotJudge
{
    private readonly RunScope _scope;
    private readonly Instant _firstStream = Instant.MaxValue;
    private readonly Instant _firstCount = Instant.MaxValue;
    private readonly Instant _firstCall = Instant.MaxValue;

    /// <summary>Notes the first run that each source shows: only after it does the source's silence mean anything.</summary>
    /// <param name="scope">What is judged.</param>
    /// <param name="executions">Every execution of the pool.</param>
    public SlotJudge(RunScope scope, Execution[] executions)
    {
        _scope = scope;
        foreach (var run in executions)
        {
            if (run.Manual)
                continue;
            if (run.Sources.HasFlag(ExecutionSources.LogStream))
                _firstStream = Instant.Min(_firstStream, run.StartedAt);
            if (run.Sources.HasFlag(ExecutionSources.InvocationCount))
                _firstCount = Instant.Min(_firstCount, run.StartedAt);
            if (run.Sources.HasFlag(ExecutionSources.RunTaskEvent))
                _firstCall = Instant.Min(_firstCall, run.StartedAt);
        }
    }

    /// <summary>What became of a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="execution">Its execution; null without one.</param>
    public ScheduledRun Judge(in Slot slot, Execution? execution)
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
        if (!slot.Known || (_scope.Window.Contains(slot.At) && !_scope.Covered.Contains(slot.At)) || !IsAbsenceProved(slot))
            return SlotRuns.Unknown(slot);
        var layer = slot.Scheduled ? FailureLayer.Undetermined : FailureLayer.NotScheduled;
        return new ScheduledRun(slot.At, RunVerdict.Missed, layer, null);
    }

    private bool IsAbsenceProved(in Slot slot)
    {
        foreach (ref readonly var source in _scope.Ledger.Absence(slot.Schedule))
        {
            if (FirstRun(source.Source) < slot.At && source.Proves(slot.At, slot.At + slot.Deadline))
                return true;
        }

        return false;
    }

    private Instant FirstRun(ExecutionSources source) =>
        source switch
        {
            ExecutionSources.LogStream => _firstStream,
            ExecutionSources.InvocationCount => _firstCount,
            ExecutionSources.RunTaskEvent => _firstCall,
            _ => Instant.MaxValue,
        };
}
