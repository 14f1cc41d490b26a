using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4006: the task ran and ended in an error. That is no fault of scheduling. Source: facts §7 row 27.</summary>
internal sealed class TaskFailed : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4006";

    /// <inheritdoc/>
    public string Name => "task-failed";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.FailedRunning;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition, ScheduleFields.Input],
            Breaking = [(ChangeEvents.RegisterTaskDefinition, "family")],
            Mending = [(ChangeEvents.RegisterTaskDefinition, "family")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Names = (_, s) => TaskDefinitionNames.Family(s),
            Rule = Id,
            Expected = "exit code 0",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Read the log of the run; give the task more memory if it was out of it, or go back to the revision before."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Alarm on tasks that stop with an error: EventBridge rule on ECS Task State Change", ActionPriority.Medium)];
}
