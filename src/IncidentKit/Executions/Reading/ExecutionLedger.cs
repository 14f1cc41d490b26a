using IncidentKit.Basics;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>Every execution found in a bundle, by schedule, and what silence proves.</summary>
internal sealed class ExecutionLedger
{
    private readonly Execution[][] _executions;
    private readonly AbsenceCoverage[][] _absence;
    private readonly int[] _pool;
    private readonly Duration?[] _streamDelays;
    private readonly ILookup<int, OwnLog> _ownLogs;
    private readonly IReadOnlyList<DescribedTask> _tasks = [];
    private readonly Dictionary<TaskKey, DescribedTask> _taskOf = [];

    internal ExecutionLedger(
        Execution[][] executions,
        AbsenceCoverage[][] absence,
        int[] pool,
        Duration?[] streamDelays,
        ILookup<int, OwnLog> ownLogs,
        IReadOnlyList<string> evidenceIds,
        IReadOnlyList<ManualRun> manualRuns
    )
    {
        (_executions, _absence, _pool, _streamDelays, _ownLogs) = (executions, absence, pool, streamDelays, ownLogs);
        EvidenceIds = evidenceIds;
        ManualRuns = manualRuns;
    }

    /// <summary>The records that executions were read from; <see cref="Execution.Evidence"/> is an index into it.</summary>
    public IReadOnlyList<string> EvidenceIds { get; }

    /// <summary>The tasks that ECS described, by creation.</summary>
    public required IReadOnlyList<DescribedTask> Tasks
    {
        get => _tasks;
        init
        {
            _tasks = value;
            _taskOf = value.GroupBy(t => TaskKey.Of(Arn.LastNameOf(t.TaskArn))).ToDictionary(g => g.Key, g => g.First());
        }
    }

    /// <summary>When the executions of state machines, the jobs of Batch and single invocations were up.</summary>
    public required IReadOnlyDictionary<TaskKey, RunSpan> Listed { get; init; }

    /// <summary>When the last line of a task's log that is still running was written; null where no listing of streams tells.</summary>
    public required IReadOnlyDictionary<TaskKey, Instant> LastOutput { get; init; }

    /// <summary>The events a minute of every log group they are recorded of and that had any, by region and name.</summary>
    public required IReadOnlyList<RecordedActivity> Activity { get; init; }

    /// <summary>Which schedules write to which log groups.</summary>
    public required LogWriters Writers { get; init; }

    /// <summary>What targets answered to attempts that did not succeed.</summary>
    public required TargetResponses Responses { get; init; }

    /// <summary>Runs started by hand, by time.</summary>
    public IReadOnlyList<ManualRun> ManualRuns { get; }

    /// <summary>The executions of the schedule at that index of the histories, ordered by start.</summary>
    public ReadOnlySpan<Execution> Of(int schedule) => _executions[schedule];

    /// <summary>When an execution was up, as ECS, Step Functions or Batch tell it; null where they tell nothing.</summary>
    public RunSpan? SpanOf(in Execution execution)
    {
        if ((execution.Sources & (ExecutionSources.Listing | ExecutionSources.InvocationCount)) != ExecutionSources.None)
            return Listed.TryGetValue(execution.Task, out var listed) ? listed : null;
        return
            execution.Sources.HasFlag(ExecutionSources.Task)
            && _taskOf.GetValueOrDefault(execution.Task) is { } task
            && (task.Started ?? (task.Stopped is null ? task.Created : null)) is { } started
            ? new RunSpan(started, task.Ended, task.SeenAt, task.EvidenceId)
            : null;
    }

    /// <summary>The sources whose silence counts for that schedule; empty when absence proves nothing.</summary>
    public ReadOnlySpan<AbsenceCoverage> Absence(int schedule) => _absence[schedule];

    /// <summary>The logs that this schedule's target alone writes to.</summary>
    internal IEnumerable<OwnLog> OwnLogs(int schedule) => _ownLogs[schedule];

    /// <summary>
    /// The shortest time from a run's RunTask call to its log stream, from runs that both show; null when none does and it has to be
    /// estimated from the fire times.
    /// </summary>
    public Duration? StreamDelay(int schedule) => _streamDelays[schedule];

    /// <summary>
    /// The first schedule of those whose executions cannot be told apart from this one's: the same containers of the same log group. It
    /// holds the executions of all of them; a schedule that can be told apart is its own.
    /// </summary>
    public int PoolOf(int schedule) => _pool[schedule];
}
