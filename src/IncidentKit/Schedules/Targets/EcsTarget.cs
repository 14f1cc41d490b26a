using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>The templated ECS RunTask target. Its ARN is the cluster's.</summary>
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
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [("ecs:cluster", Arn)];

    /// <summary>ECS resolves the revision before it authorises the call. Source: facts §2.1.</summary>
    public override string? CalledResource(string region, TargetStates states) =>
        Started.DefinitionArn is { } named
            ? states.TaskDefinition(region, named)?.Arn ?? (Basics.Arn.HasRevision(named) ? named : null)
            : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? LogGroups(string region, TargetStates states) =>
        Started.DefinitionArn is null ? [] : Started.Containers(region, states)?.Select(c => c.LogGroup).ToList();

    /// <summary>The target, when it has parameters of ECS.</summary>
    public static EcsTarget? Of(JsonElement body, string arn) =>
        body.Member("EcsParameters") is { } parameters ? new(EcsTask.Read(parameters, arn)) { Arn = arn } : null;
}
