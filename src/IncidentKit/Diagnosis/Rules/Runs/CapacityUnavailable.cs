using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4001: ECS accepted the call and found no capacity to place the task; Batch took the job and has nowhere to start it.
/// Source: facts §2.3, §7 rows 20 and 22, facts II §4.</summary>
internal sealed class CapacityUnavailable : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4001";

    /// <inheritdoc/>
    public string Name => "capacity-unavailable";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunTasks, EvidenceSource.Jobs];

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> SourcesOf(Schedule schedule) =>
        [schedule.Target is BatchTarget ? EvidenceSource.Jobs : EvidenceSource.RunTasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target is BatchTarget
            ? layer is FailureLayer.FailedToStart
            : schedule.Target.Task is not null
                && layer is FailureLayer.Undetermined or FailureLayer.NotPlaced or FailureLayer.FailedToStart;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn, ScheduleFields.LaunchType],
            Breaking =
            [
                (ChangeEvents.PutClusterCapacityProviders, "cluster"),
                (ChangeEvents.UpdateCluster, "cluster"),
                .. Environments.Breaking,
            ],
            Mending = [(ChangeEvents.PutClusterCapacityProviders, "cluster"), .. Environments.Mending],
        };

    private static FailingChain Environments { get; } =
        new()
        {
            Breaking = [(ChangeEvents.UpdateComputeEnvironment, "computeEnvironment")],
            Mending = [(ChangeEvents.UpdateComputeEnvironment, "computeEnvironment")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var noRoom = new StateFault
        {
            Chain = Environments,
            Resources = (_, s) => s.Target is BatchTarget job ? [job.Queue] : [],
            State = (key, _, queue) => context.States.Batch.Room(key.Region, queue),
            Names = (_, queue) => Basics.Arn.Of(queue) is { Region: var region } ? EnvironmentsOf(context, region, queue) : [queue],
            Rule = Id,
            Expected = "a compute environment that starts jobs",
            Found = (queue, state) =>
                state is null
                    ? $"{queue}, whose environments started no jobs for a time"
                    : $"{queue}, none of whose compute environments is enabled and valid",
        };
        var jobs = ScheduleFault.Summarise(
            this,
            noRoom.Find(context).Where(f => f.Runs.History.Latest.Target is BatchTarget).Select(AsFarAsTold),
            "Mend or enable a compute environment of the queue, or make the job fit one: what waits in the queue starts by itself then."
        );
        return jobs.Concat(Tasks(context));
    }

    /// <summary>That a job waits is certain; that it is for want of room is not where nothing says so.</summary>
    private static ScheduleFault AsFarAsTold(ScheduleFault fault) =>
        fault.Found.EndsWith(WaitingJobs.Unexplained, StringComparison.Ordinal) ? fault with { Certainty = Certainty.Supported } : fault;

    private static IReadOnlyList<string> EnvironmentsOf(DiagnosisContext context, string region, string queue) =>
        [.. context.States.Batch.Environments(region, queue).SelectMany(e => new[] { e, Basics.Arn.LastNameOf(e) })];

    private IEnumerable<Finding> Tasks(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Names = (_, s) => [s.Target.Arn],
            Kind = answer => answer.JobId is null,
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
