using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>The templated ECS RunTask target, whose ARN is the cluster's, or the universal one of the same call.</summary>
/// <param name="Started">The task.</param>
internal sealed record EcsTarget(EcsTask Started) : ScheduleTarget
{
    /// <inheritdoc/>
    public override string Kind => "ecs";

    /// <inheritdoc/>
    public override EcsTask Task => Started;

    /// <inheritdoc/>
    public override InvocationMetric? InvocationMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? FailureMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? ThrottleMetric => null;

    /// <inheritdoc/>
    public override string Action => "ecs:RunTask";

    /// <inheritdoc/>
    public override string? CalledThing => null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => [];

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => null;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [("ecs:cluster", Started.ClusterArn)];

    /// <summary>ECS resolves the revision before it authorises the call. Source: facts §2.1.</summary>
    public override string? CalledResource(string region, TargetStates states) =>
        Started.DefinitionArn is { } named
            ? states.TaskDefinition(region, named)?.Arn ?? (Basics.Arn.HasRevision(named) ? named : null)
            : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? LogGroups(string region, TargetStates states) =>
        Started.DefinitionArn is null ? [] : Started.Containers(region, states)?.Select(c => c.LogGroup).ToList();

    /// <summary>Whether the call gives its tasks no startedBy that tells whose they are: only the Scheduler's own does.</summary>
    public bool IsUnmarked => Basics.Arn.Of(Arn) is { Service: "scheduler" };

    /// <summary>The target, when it has parameters of ECS, or the universal target's Input has those of RunTask.</summary>
    public static EcsTarget? Of(JsonElement body, string arn) =>
        body.Member("EcsParameters") is { } parameters ? new(EcsTask.Read(parameters, arn)) { Arn = arn }
        : UniversalCall.Of(body, arn) is { Service: "ecs", Action: "runTask" } call && call.Input.Text("TaskDefinition") is not null
            ? new(EcsTask.OfCall(call.Input)) { Arn = arn }
        : null;
}
