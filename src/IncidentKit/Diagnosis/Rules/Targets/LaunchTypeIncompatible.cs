using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>IK2006: the task definition cannot run in the way the schedule launches it. Source: facts §7 row 26.</summary>
internal sealed class LaunchTypeIncompatible : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2006";

    /// <inheritdoc/>
    public string Name => "launch-type-incompatible";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.TaskDefinitions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new() { Fields = [ScheduleFields.LaunchType, ScheduleFields.TaskDefinition, ScheduleFields.Subnets] };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (key, s) => Problem(context, key, s) is { } problem ? [problem] : [],
            State = (key, s, _) =>
                context.States.TaskDefinition(key.Region, s.Target.TaskDefinitionArn ?? "")?.State is { } definition
                    ? definition with
                    {
                        Status = ResourceState.Unusable,
                        Since = null,
                    }
                    : null,
            Names = (_, _) => [],
            Rule = Id,
            Expected = "a launch type and a network that the task definition can run with",
            Found = (problem, _) => problem,
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Set the launch type and network configuration that the task definition asks for."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Run a task once with a schedule's own parameters before the schedule is saved", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) => faulty.PutBack(ScheduleFields.LaunchType);

    /// <summary>Why ECS would refuse the launch; null when nothing recorded says so.</summary>
    private static string? Problem(DiagnosisContext context, ScheduleKey key, Schedule schedule)
    {
        if (
            schedule.Target.Task is not { DefinitionArn: { } arn } task
            || context.States.TaskDefinition(key.Region, arn) is not { } definition
        )
            return null;
        if (
            task.LaunchType is { } launch
            && definition.RequiresCompatibilities.Count > 0
            && !definition.RequiresCompatibilities.Contains(launch, StringComparer.Ordinal)
        )
            return $"LaunchType {launch}, while {arn} is for {string.Join(", ", definition.RequiresCompatibilities)}";
        if (task.LaunchType == "FARGATE" && definition.NetworkMode is { } mode && mode != "awsvpc")
            return $"LaunchType FARGATE, while {arn} has network mode {mode}";
        return definition.NetworkMode == "awsvpc" && task.Subnets.Count == 0 ? $"no subnets, while {arn} has network mode awsvpc" : null;
    }
}
