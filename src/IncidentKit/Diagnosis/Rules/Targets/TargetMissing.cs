using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>IK2004: the schedule calls a function, a state machine or a job queue that does not exist, or a queue that
/// is disabled and takes no jobs.</summary>
internal sealed class TargetMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2004";

    /// <inheritdoc/>
    public string Name => "target-missing";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Functions, EvidenceSource.Machines, EvidenceSource.Jobs];

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> SourcesOf(Schedule schedule) =>
        schedule.Target switch
        {
            SfnTarget => [EvidenceSource.Machines],
            BatchTarget => [EvidenceSource.Jobs],
            _ => [EvidenceSource.Functions],
        };

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.CalledThing is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn, ScheduleFields.Input],
            Breaking =
            [
                (ChangeEvents.DeleteFunction, "functionName"),
                (ChangeEvents.DeleteStateMachine, "stateMachineArn"),
                (ChangeEvents.DeleteJobQueue, "jobQueue"),
                (ChangeEvents.UpdateJobQueue, "jobQueue"),
            ],
            Mending =
            [
                (ChangeEvents.CreateFunction, "functionName"),
                (ChangeEvents.CreateStateMachine, "name"),
                (ChangeEvents.CreateJobQueue, "jobQueueName"),
                (ChangeEvents.UpdateJobQueue, "jobQueue"),
            ],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context
                .Runs.Select(r => r.History.Latest.Target.CalledThing)
                .Distinct()
                .OfType<string>()
                .SelectMany(t => Of(t, context).Find(context).Where(f => f.Runs.History.Latest.Target.CalledThing == t)),
            "Deploy it again, or enable it, or point the schedules at one that takes calls."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Before a function or a state machine is deleted, check that no schedule names it", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.PutBackWhere(
            before =>
                (faulty.Context.States.Function(faulty.Region, before) ?? faulty.Context.States.Machine(faulty.Region, before))?.IsActive
                == true,
            ScheduleFields.TargetArn
        );

    /// <summary>A queue that is disabled refuses new jobs. Source: Batch API reference, UpdateJobQueue.</summary>
    private static ResourceState? OfQueue(TrailEvent call) =>
        call.Name == ChangeEvents.UpdateJobQueue.Name && call.Request.Text("state") is { } state
            ? new ResourceState(state == "ENABLED" ? "ACTIVE" : state, null, call.At, call.EvidenceId)
            : null;

    private StateFault Of(string thing, DiagnosisContext context) =>
        new()
        {
            Chain = Chain,
            Resources = (_, s) => s.Target.CalledThing == thing ? [.. s.Target.CalledNames.Take(1)] : [],
            State = (key, s, _) => s.Target.CalledState(key.Region, context.States),
            Names = (s, _) => s.Target.CalledNames,
            Rule = Id,
            Expected = $"a {thing} that exists",
            Leaves = (_, _, _, call) => OfQueue(call),
            Found = (arn, state) =>
                state switch
                {
                    null => $"{arn}, which was not there for a time",
                    { Status: ResourceState.Missing } => $"{arn}, which does not exist",
                    _ => $"{arn}, which is {state.Status} and takes nothing",
                },
        };
}
