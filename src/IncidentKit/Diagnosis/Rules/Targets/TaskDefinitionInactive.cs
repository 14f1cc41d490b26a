using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>IK2002: the schedule pins a task definition, or a job definition of Batch, that was deregistered or never existed. Source:
/// facts §7 row 5, facts II §4.</summary>
internal sealed class TaskDefinitionInactive : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2002";

    /// <inheritdoc/>
    public string Name => "task-definition-inactive";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.TaskDefinitions, EvidenceSource.Jobs];

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> SourcesOf(Schedule schedule) =>
        [schedule.Target is BatchTarget ? EvidenceSource.Jobs : EvidenceSource.TaskDefinitions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        (schedule.Target.Task is not null || schedule.Target is BatchTarget { Definition: not null })
        && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition, ScheduleFields.Input],
            Breaking =
            [
                (ChangeEvents.DeregisterTaskDefinition, "taskDefinition"),
                (ChangeEvents.DeleteTaskDefinitions, "taskDefinitions"),
                (ChangeEvents.DeregisterJobDefinition, "jobDefinition"),
            ],
            Mending = [(ChangeEvents.RegisterTaskDefinition, "family"), (ChangeEvents.RegisterJobDefinition, "jobDefinitionName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => (s.Target.TaskDefinitionArn ?? (s.Target as BatchTarget)?.Definition) is { } named ? [named] : [],
            Names = (s, arn) =>
                s.Target is BatchTarget job ? [arn, Arn.LastNameOf(arn), .. job.DefinitionName is { } name ? [name] : Array.Empty<string>()]
                : Described(context, arn) is { } described && described != arn ? [arn, described]
                : [arn],
            State = (key, s, arn) =>
                s.Target is BatchTarget
                    ? context.States.Batch.Definition(key.Region, arn)
                    : context.States.TaskDefinition(key.Region, arn)?.State,
            Rule = Id,
            Expected = "an ACTIVE definition",
            Found = (arn, state) =>
                state switch
                {
                    null => $"{arn}, which was not ACTIVE for a time",
                    { Status: ResourceState.Missing } => $"{arn}, which does not exist",
                    { Since: { } since } => $"{arn}, which is {state.Status} since {since.ToIso()}",
                    _ => $"{arn}, which is {state.Status}",
                },
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Point the schedules at an ACTIVE revision, or at the family without a revision."
        );
    }

    /// <summary>The revision that a family without one stands for: calls name it with its number.</summary>
    private static string? Described(DiagnosisContext context, string arn) =>
        Arn.Of(arn) is { Region: var region } ? context.States.TaskDefinition(region, arn)?.Arn : null;

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent(
            "Point schedules at the task family, or deregister revisions only when no schedule names them",
            ActionPriority.High
        ),
    ];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.PutBackWhere(
            before => faulty.Context.States.TaskDefinition(faulty.Region, before)?.State.IsActive == true,
            ScheduleFields.TaskDefinition
        );
}
