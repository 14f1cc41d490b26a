using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4007: somebody or something stopped the task: a person, a reclaimed Spot instance, maintenance. Source: facts §7 row 28.
/// </summary>
internal sealed class TaskStopped : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4007";

    /// <inheritdoc/>
    public string Name => "task-stopped";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.FailedToStart or FailureLayer.FailedRunning;

    /// <inheritdoc/>
    public FailingChain Chain { get; } = new() { Breaking = [(ChangeEvents.StopTask, "task")] };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            OfTasks = true,
            Rule = Id,
            Expected = "a task that runs to its end",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Run it again if its work is still of use; keep what must not be interrupted off Spot capacity."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Alarm on tasks that stop with an error: EventBridge rule on ECS Task State Change", ActionPriority.Medium)];
}
