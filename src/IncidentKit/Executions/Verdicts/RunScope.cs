using IncidentKit.Executions.Reading;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>What verdicts are given on, and for when.</summary>
/// <param name="Histories">The schedules.</param>
/// <param name="Ledger">Their executions.</param>
/// <param name="Window">The window, half-open.</param>
/// <param name="Covered">What was asked of AWS: at a fire time outside it silence proves nothing.</param>
/// <param name="Allowance">How much later than the flexible window a start may be without being late.</param>
/// <param name="Intended">When schedules were meant not to run.</param>
/// <param name="Stated">What people say of the runs of a schedule.</param>
internal sealed record RunScope(
    IReadOnlyList<ScheduleHistory> Histories,
    ExecutionLedger Ledger,
    Interval Window,
    Interval Covered,
    Duration Allowance,
    IReadOnlyList<IntendedPause> Intended,
    Func<ScheduleKey, StatedRuns> Stated
)
{
    /// <summary>How the schedules are named to people.</summary>
    public ScheduleNames Names { get; } = ScheduleNames.Of(Histories.Select(h => h.Key));
}
