using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>
/// The templated target that starts an execution of a state machine, or the universal one of the same call. Its runs are the machine's
/// executions. Source: facts II §3 and §5.
/// </summary>
/// <param name="Machine">The machine's ARN, with a version or an alias if the target names one.</param>
internal sealed record SfnTarget(string Machine) : ScheduleTarget
{
    private const string Space = "AWS/States";
    private const string Dimension = "StateMachineArn";

    /// <summary>The machine's ARN without version or alias.</summary>
    public string MachineArn => Unqualified(Machine);

    /// <inheritdoc/>
    public override string CalledThing => "state machine";

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => [MachineArn, MachineArn[(MachineArn.LastIndexOf(':') + 1)..]];

    /// <inheritdoc/>
    public override string Kind => "stepFunctions";

    /// <inheritdoc/>
    public override EcsTask? Task => null;

    /// <summary>Recorded of machines whose executions cannot be listed.</summary>
    public override InvocationMetric? InvocationMetric => new(Space, "ExecutionsStarted", Dimension, MachineArn);

    /// <summary>None by the minute of the start: an execution is counted as failed when it ends.</summary>
    public override InvocationMetric? FailureMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? ThrottleMetric => null;

    /// <inheritdoc/>
    public override string Action => "states:StartExecution";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [];

    /// <inheritdoc/>
    public override string CalledResource(string region, TargetStates states) => MachineArn;

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => states.Machine(region, MachineArn);

    /// <inheritdoc/>
    public override IReadOnlyList<string> LogGroups(string region, TargetStates states) => [];

    /// <summary>A count of executions that ended in some way, by the minute of their end.</summary>
    public InvocationMetric Ended(string metric) => new(Space, metric, Dimension, MachineArn);

    /// <summary>The target, when its ARN is a state machine's, or the universal target's Input names one.</summary>
    public static SfnTarget? Of(JsonElement body, string arn) =>
        IsMachine(arn) ? new(arn) { Arn = arn }
        : UniversalCall.Of(body, arn) is { Service: "sfn", Action: "startExecution" or "startSyncExecution" } call
        && call.Input.Text("StateMachineArn") is { } machine
        && IsMachine(machine)
            ? new(machine) { Arn = arn }
        : null;

    /// <summary><c>arn:PARTITION:states:REGION:ACCOUNT:stateMachine:NAME[:ALIAS]</c></summary>
    private static bool IsMachine(string arn) => Basics.Arn.Of(arn) is { Service: "states", ResourceType: "stateMachine" };

    private static string Unqualified(string arn) =>
        Basics.Arn.Of(arn) is { } parts && parts.Resource.Split(':') is [var type, var name, ..]
            ? (parts with { Resource = $"{type}:{name}" }).ToString()
            : arn;
}
