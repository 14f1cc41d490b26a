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
    public required IReadOnlyList<DescribedTask> Tasks { get; init; }

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
