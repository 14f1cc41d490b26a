using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4005: a container's log group does not exist and its log driver does not
/// make it, so the task fails at its start. Source: facts §4.4, §7 row 19.
/// </summary>
internal sealed class LogGroupMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4005";

    /// <inheritdoc/>
    public string Name => "log-group-missing";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.LogGroups];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.FailedToStart;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition],
            Breaking = [(ChangeEvents.DeleteLogGroup, "logGroupName")],
            Mending = [(ChangeEvents.CreateLogGroup, "logGroupName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (key, s) =>
                s.Target.TaskDefinitionArn is { } arn && context.States.TaskDefinition(key.Region, arn) is { } definition
                    ? definition.Containers.Where(c => !c.CreatesGroup).Select(c => c.LogGroup)
                    : [],
            State = (key, _, group) =>
                context.Resources.LogGroup(key.Region, group) is { } state
                    ? new ResourceState(state.Exists ? "ACTIVE" : ResourceState.Missing, null, context.RecordedAt, state.EvidenceId)
                    : null,
            Rule = Id,
            Expected = "a log group that exists",
            Found = (group, state) => state is null ? $"{group}, which was not there for a time" : $"{group}, which does not exist",
        };
        return ScheduleFault.Summarise(this, fault.Find(context), "Create the log group, with its retention, or set awslogs-create-group.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Make log groups with the task definitions that name them", ActionPriority.Medium)];

    /// <summary>The groups of the task definition that are recorded as missing are made again.</summary>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.Now.Target.TaskDefinitionArn is { } arn && faulty.Context.States.TaskDefinition(faulty.Region, arn) is { } definition
            ? definition
                .Containers.Where(c => faulty.Context.Resources.LogGroup(faulty.Region, c.LogGroup) is { Exists: false })
                .Select(c => new LogGroupRepair(faulty.Region, c.LogGroup))
            : [];
}
