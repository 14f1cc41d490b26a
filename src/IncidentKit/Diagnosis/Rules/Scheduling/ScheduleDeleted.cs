using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>IK1002: somebody deleted the schedule inside the window. Source: facts §7 row 9.</summary>
internal sealed class ScheduleDeleted : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1002";

    /// <inheritdoc/>
    public string Name => "schedule-deleted";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => layer is FailureLayer.Undetermined or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public IEnumerable<ChangeEvent> Events => [ChangeEvents.DeleteSchedule, ChangeEvents.DeleteRule];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        NotScheduledFault.Summarise(
            NotScheduledFault.Find(context, c => c.Action == ChangeEvents.DeleteSchedule.Name || c.Action == ChangeEvents.DeleteRule.Name),
            this,
            "the schedule or rule",
            c => $"none: {(c.Schedule is { IsRule: true } key ? $"rule {key.Name} was " : "")}deleted by {c.By} at {c.At.ToIso()}",
            "Create the schedules again from the infrastructure code, unless it was meant."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Review who may change schedules, and alarm on their changes", ActionPriority.High)];
}
