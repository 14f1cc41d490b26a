using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4010: the Scheduler's call was taken, and the target did not do its work: a function whose reserved concurrency is 0 takes events and
/// starts nothing, and one that ends with an error is tried again and given up; an execution of a state machine fails, runs out of time or
/// is stopped; a job of Batch fails. Source: facts §9, facts II §3 and §4.
/// </summary>
internal sealed class InvocationFailed : IFindingRule
{
    private const string RuleId = "IK4010";

    /// <inheritdoc/>
    public string Id => RuleId;

    /// <inheritdoc/>
    public string Name => "invocation-failed";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.CalledThing is not null
        && layer is FailureLayer.Undetermined or FailureLayer.FailedToStart or FailureLayer.FailedRunning;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Breaking = [.. Concurrency.Breaking, .. Updates.Breaking, .. Definitions.Breaking],
            Mending = [.. Concurrency.Mending, .. Updates.Mending, .. Definitions.Mending],
        };

    private static FailingChain Concurrency { get; } =
        new()
        {
            Breaking = [(ChangeEvents.PutFunctionConcurrency, "functionName")],
            Mending = [(ChangeEvents.PutFunctionConcurrency, "functionName"), (ChangeEvents.DeleteFunctionConcurrency, "functionName")],
        };

    private static FailingChain Updates { get; } =
        new()
        {
            Breaking = [(ChangeEvents.UpdateStateMachine, "stateMachineArn")],
            Mending = [(ChangeEvents.UpdateStateMachine, "stateMachineArn")],
        };

    private static FailingChain Definitions { get; } =
        new()
        {
            Breaking = [(ChangeEvents.RegisterJobDefinition, "jobDefinitionName")],
            Mending = [(ChangeEvents.RegisterJobDefinition, "jobDefinitionName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var errors = TargetMetric.Faults(
            context,
            t => t.FailureMetric,
            RunVerdict.Failed,
            "a function that ends without an error",
            (name, told, lost) => $"{name} ended with an error in every attempt at {told} of {lost} lost runs"
        );
        return ScheduleFault
            .Summarise(
                this,
                Stopped(context).Concat(errors.Select(f => WithUndelivered(context, f))).Concat(GivenUp(context)),
                "Read the function's log for the error; where its reserved concurrency is 0, remove or raise it."
            )
            .Concat(
                ScheduleFault.Summarise(
                    this,
                    OfExecutions(context),
                    "Read the history of a failed execution; go back to the definition before where an update began it."
                )
            )
            .Concat(
                ScheduleFault.Summarise(
                    this,
                    OfJobs(context),
                    "Read the log of a failed job; go back to the revision of its definition before where a new one began it."
                )
            );
    }

    /// <summary>Events that were given up without a run, where nothing else is counted of their calls.</summary>
    private static IEnumerable<ScheduleFault> GivenUp(DiagnosisContext context)
    {
        var throttled = TargetMetric
            .Faults(context, t => t.ThrottleMetric, RunVerdict.Missed, "", (_, _, _) => "")
            .Concat(Stopped(context))
            .Select(f => f.Runs.History.Key)
            .ToHashSet();
        return TargetMetric
            .Faults(
                context,
                t => (t as LambdaTarget)?.DroppedMetric,
                RunVerdict.Missed,
                "a function that may run",
                (name, told, lost) => $"{name} gave up its event (AsyncEventsDropped) at {told} of {lost} lost runs and started nothing"
            )
            .Where(f => !throttled.Contains(f.Runs.History.Key));
    }

    /// <summary>Adds how many records of the failed events were lost too.</summary>
    private static ScheduleFault WithUndelivered(DiagnosisContext context, ScheduleFault fault)
    {
        if (fault is not { Gap: { } gap, Runs: { History: { Key.Region: var region, Latest.Target: LambdaTarget function } } })
            return fault;
        var lost = function
            .UndeliveredMetrics.Select(m => (m.Name, Series: context.Resources.Metric(region, m.Namespace, m.Name, m.Value)))
            .Select(m => (m.Name, Sum: m.Series?.Points.Where(p => p.Key >= gap.Start && !(p.Key >= gap.End)).Sum(p => p.Value) ?? 0))
            .Where(m => m.Sum > 0)
            .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} counts {m.Sum:0}"))
            .ToList();
        return lost.Count == 0
            ? fault
            : fault with
            {
                Found = $"{fault.Found}; records of failed events were lost too: {string.Join(", ", lost)}",
            };
    }

    /// <summary>Executions that failed: by what each says of itself, or by counts where they cannot be listed.</summary>
    private static IEnumerable<ScheduleFault> OfExecutions(DiagnosisContext context)
    {
        var told = new ResponseFault
        {
            Chain = Updates,
            Names = (_, s) => s.Target.CalledNames,
            Kind = answer => answer.ExecutionArn is not null,
            Rule = RuleId,
            Expected = "an execution that succeeds",
        }.Find(context);
        var counted = CountedFailures.SelectMany(metric =>
            TargetMetric.Faults(
                context,
                t => (t as SfnTarget)?.Ended(metric),
                RunVerdict.Failed,
                "an execution that succeeds",
                (name, told, lost) => $"{name} counts {metric} at {told} of {lost} lost runs",
                LongestExpress
            )
        );
        return told.Concat(counted);
    }

    /// <summary>Jobs of Batch that failed, by what each says of itself.</summary>
    private static IEnumerable<ScheduleFault> OfJobs(DiagnosisContext context) =>
        new ResponseFault
        {
            Chain = Definitions,
            Names = (_, s) => (s.Target as BatchTarget)?.DefinitionName is { } name ? [name] : [],
            Kind = answer => answer.JobId is not null,
            Rule = RuleId,
            Expected = "a job that succeeds",
        }.Find(context);

    private static readonly string[] CountedFailures = ["ExecutionsFailed", "ExecutionsTimedOut"];

    /// <summary>An EXPRESS execution ends within five minutes, and starts within the minute. Source: facts II §3.</summary>
    private static readonly Duration LongestExpress = Duration.FromMinutes(6);

    /// <summary>Functions stopped by a reserved concurrency of 0: what else is counted of their calls is a symptom of that.</summary>
    internal static IEnumerable<ScheduleFault> Stopped(DiagnosisContext context) =>
        new StateFault
        {
            Chain = Concurrency,
            Resources = (_, s) => s.Target is LambdaTarget function ? [function.Function] : [],
            State = (_, _, _) => null,
            Names = (_, arn) => [arn, Arn.FunctionNameOf(arn)],
            Leaves = (_, _, _, call) =>
                call.Request.Text("reservedConcurrentExecutions") is { } reserved
                    ? new ResourceState(reserved == "0" ? ResourceState.Unusable : "ACTIVE", null, call.At, call.EvidenceId)
                    : null,
            Rule = RuleId,
            Expected = "a function that may run",
            Found = (arn, _) => $"{arn}, whose reserved concurrency was set to 0: it took events and started nothing",
        }.Find(context);

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Alarm on Throttles and AsyncEventsDropped of functions that schedules invoke", ActionPriority.High)];
}
