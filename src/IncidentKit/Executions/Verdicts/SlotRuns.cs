using System.Runtime.InteropServices;
using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>The slots of a pool, each with its execution and what became of it.</summary>
/// <remarks>There are millions: columns of structs, which only this class holds together.</remarks>
internal sealed class SlotRuns
{
    private readonly Slot[] _slots;
    private readonly int[] _executionOf;
    private readonly ScheduledRun[] _runs;
    private readonly List<Execution> _proved = [];

    /// <summary>Holds matched slots together, all of them with the verdict unknown.</summary>
    /// <param name="slots">The slots, by fire time.</param>
    /// <param name="executions">The executions, by start.</param>
    /// <param name="executionOf">The index of the execution of each slot, or <see cref="ExecutionMatcher.None"/>.</param>
    public SlotRuns(Slot[] slots, Execution[] executions, int[] executionOf)
    {
        (_slots, Executions, _executionOf) = (slots, executions, executionOf);
        _runs = new ScheduledRun[slots.Length];
    }

    /// <summary>The answers by which slots were lost.</summary>
    public Dictionary<int, TargetResponse> Refusals { get; set; } = [];

    /// <summary>The delay that was taken off the starts that only streams show.</summary>
    public required StreamDelay Delay { get; init; }

    /// <summary>What a deadline adds to the time in which the call may be made.</summary>
    public required Duration Allowance { get; init; }

    /// <summary>How many slots there are.</summary>
    public int Count => _slots.Length;

    /// <summary>The executions that were matched, by start; those that a log proves are not among them.</summary>
    public Execution[] Executions { get; }

    /// <summary>A slot.</summary>
    public ref readonly Slot Slot(int i) => ref _slots[i];

    /// <summary>What became of a slot; to be set in place.</summary>
    public ref ScheduledRun Run(int i) => ref _runs[i];

    /// <summary>Whether a slot has an execution.</summary>
    public bool HasExecution(int i) => _executionOf[i] != ExecutionMatcher.None;

    /// <summary>The execution of a slot that has one.</summary>
    public ref readonly Execution Execution(int i)
    {
        var at = _executionOf[i];
        if (at < Executions.Length)
            return ref Executions[at];
        return ref CollectionsMarshal.AsSpan(_proved)[at - Executions.Length];
    }

    /// <summary>When the call of a slot was made.</summary>
    public CallTime Call(int i) =>
        CallTime.Of(Slot(i), HasExecution(i) ? Execution(i) : null, Refusals.GetValueOrDefault(i), Delay, Allowance);

    /// <summary>Takes a slot's execution away and makes its verdict unknown.</summary>
    public void MakeUnknown(int i)
    {
        _executionOf[i] = ExecutionMatcher.None;
        _runs[i] = Unknown(Slot(i));
    }

    /// <summary>Gives a slot without an execution one that ran in time.</summary>
    public void Prove(int i, Execution execution)
    {
        _executionOf[i] = Executions.Length + _proved.Count;
        _proved.Add(execution);
        _runs[i] = new ScheduledRun(Slot(i).At, RunVerdict.Ran, FailureLayer.Undetermined, execution.StartedAt);
    }

    /// <summary>Makes a slot whose task was started one whose task failed to start.</summary>
    public void MakeFailedToStart(int i) => _runs[i] = _runs[i] with { Verdict = RunVerdict.Failed, Layer = FailureLayer.FailedToStart };

    /// <summary>Makes a lost slot one that was meant not to run.</summary>
    public void MakeIntended(int i) => _runs[i] = _runs[i] with { Verdict = RunVerdict.Intended };

    /// <summary>A slot of which nothing is known.</summary>
    public static ScheduledRun Unknown(in Slot slot) => new(slot.At, RunVerdict.Unknown, FailureLayer.Undetermined, null);
}
