using System.Text.Json;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>Any other target, universal ones included: its runs are unknown until evidence of that kind exists.</summary>
internal sealed record OtherTarget : ScheduleTarget
{
    /// <inheritdoc/>
    public override string Kind => "other";

    /// <inheritdoc/>
    public override EcsTask? Task => null;

    /// <inheritdoc/>
    public override InvocationMetric? InvocationMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? FailureMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? ThrottleMetric => null;

    /// <inheritdoc/>
    public override string? Action => null;

    /// <inheritdoc/>
    public override string? CalledThing => null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => [];

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => null;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [];

    /// <inheritdoc/>
    public override string? CalledResource(string region, TargetStates states) => null;

    /// <summary>None that is known; a universal target may start any task or function, and so write anywhere.</summary>
    public override IReadOnlyList<string>? LogGroups(string region, TargetStates states) =>
        Arn.Contains(":aws-sdk:ecs:", StringComparison.Ordinal) || Arn.Contains(":aws-sdk:lambda:", StringComparison.Ordinal) ? null : [];

    /// <summary>The target, whatever it is.</summary>
    public static OtherTarget Of(JsonElement body, string arn) => new() { Arn = arn };
}
