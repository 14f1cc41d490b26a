using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4001: ECS accepted the call and found no capacity to place the task. Source: facts §2.3, §7 rows 20 and 22.</summary>
internal sealed class CapacityUnavailable : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4001";

    /// <inheritdoc/>
    public string Name => "capacity-unavailable";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunTasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.NotPlaced or FailureLayer.FailedToStart;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn, ScheduleFields.LaunchType],
            Breaking = [(ChangeEvents.PutClusterCapacityProviders, "cluster"), (ChangeEvents.UpdateCluster, "cluster")],
            Mending = [(ChangeEvents.PutClusterCapacityProviders, "cluster")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Names = (_, s) => [s.Target.Arn],
            Rule = Id,
            Expected = "room for the task",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Give the schedules more subnets or a capacity provider strategy, and run what was lost by hand if it is still of use."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Alarm on the absence of runs: a call that places no task counts as no error", ActionPriority.High)];
}
