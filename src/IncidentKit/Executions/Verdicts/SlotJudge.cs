using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Gives a slot its verdict from its execution, or from the silence of the sources.</summary>
internal readonly struct SlotJudge
{
    private readonly RunScope _scope;
    private readonly Instant _firstStream;
    private readonly Instant _firstCount;
    private readonly bool _callsAreMissing;

    /// <summary>Notes the first run that each source shows: only after it does the source's silence mean anything.</summary>
    /// <param name="scope">What is judged.</param>
    /// <param name="schedules">The schedules of the pool.</param>
    /// <param name="executions">Every execution of the pool, by start.</param>
    public SlotJudge(RunScope scope, IReadOnlyList<PoolMember> schedules, Execution[] executions)
    {
        _scope = scope;
        _firstStream = FirstOf(executions, ExecutionSources.LogStream);
        _firstCount = FirstOf(executions, ExecutionSources.InvocationCount);
        var ledgers = schedules.SelectMany(s =>
            scope.Ledger.Absence(s.Index).ToArray().Where(a => a.Source == ExecutionSources.RunTaskEvent)
        );
        _callsAreMissing = ledgers.ToArray() is { Length: > 0 } covered && Array.Exists(executions, run => IsMissingIn(covered, run));
    }

    private static Instant FirstOf(Execution[] executions, ExecutionSources source)
    {
        foreach (ref readonly var run in executions.AsSpan())
        {
            if (!run.Manual && run.Sources.HasFlag(source))
                return run.StartedAt;
        }

        return Instant.MaxValue;
    }

    /// <summary>Whether the call of a run would be in one of the ledgers, and is not.</summary>
    private static bool IsMissingIn(AbsenceCoverage[] ledgers, in Execution run)
    {
        if (run.Manual || run.Sources.HasFlag(ExecutionSources.RunTaskEvent))
            return false;
        var started = run.StartedAt;
        return Array.Exists(ledgers, l => l.Proves(started - SlotFinder.Precision, started));
    }

    /// <summary>What became of a slot that has an execution.</summary>
    public static ScheduledRun Started(in Slot slot, in Execution run)
    {
        var started = run.StartedAt;
        var verdict =
            run.Outcome == ExecutionOutcome.Failed ? RunVerdict.Failed
            : started > slot.At + slot.Deadline ? RunVerdict.Late
            : RunVerdict.Ran;
        return new ScheduledRun(slot.At, verdict, FailureLayer.Undetermined, started);
    }

    /// <summary>What became of a slot without an execution.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="refusal">An answer by which it started nothing; null without one.</param>
    /// <param name="known">Whether the configuration of that time is known, or borne out by the runs.</param>
    public ScheduledRun Empty(in Slot slot, TargetResponse? refusal, bool known)
    {
        if (slot.Optional)
            return new ScheduledRun(slot.At, RunVerdict.Optional, FailureLayer.Undetermined, null);
        if (refusal is not null)
            return new ScheduledRun(slot.At, RunVerdict.Missed, refusal.Layer, null);
        // What was disabled or deleted made no call: the recorded change is the proof.
        if (known && !slot.Scheduled && !_scope.Histories[slot.Schedule].ChangesUnread)
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
            // A listing is of the machine itself, and whole.
            ExecutionSources.Listing => true,
            ExecutionSources.CallCount => source.FirstSeen < slot.At,
            ExecutionSources.RunTaskEvent => source.FirstSeen < slot.At && !_callsAreMissing,
            _ => false,
        };
}
