using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1001: somebody disabled the schedule inside the window. A schedule
/// that was disabled throughout is left alone. Source: facts §7 row 7.
/// </summary>
internal sealed class ScheduleDisabled : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1001";

    /// <inheritdoc/>
    public string Name => "schedule-disabled";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        !schedule.IsOfRule && layer is FailureLayer.Undetermined or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public IEnumerable<ChangeEvent> Events => [ChangeEvents.UpdateSchedule];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        NotScheduledFault.Summarise(
            NotScheduledFault.Find(context, c => c is { Schedule.IsRule: false, Field: ScheduleFields.State, After: "DISABLED" }),
            this,
            "State ENABLED",
            c => $"State DISABLED, set by {c.By} at {c.At.ToIso()}",
            "Enable the schedules again, unless it was meant."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Review who may change schedules, and alarm on their changes", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.Now.Enabled || faulty.Now.IsOfRule
            ? []
            :
            [
                faulty.Change(
                    ScheduleFields.State,
                    "DISABLED",
                    "ENABLED",
                    faulty.LastChange(ScheduleFields.State, "DISABLED") is { } change ? FaultySchedule.Replaced(change) : null
                ),
            ];
}
