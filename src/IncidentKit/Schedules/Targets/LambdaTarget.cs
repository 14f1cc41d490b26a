using System.Text.Json;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>The templated Lambda Invoke target. Its ARN is the function's, with a version or an alias.</summary>
internal sealed record LambdaTarget : ScheduleTarget
{
    /// <summary>A function writes below it unless it is told another group.</summary>
    public const string LogGroupPrefix = "/aws/lambda/";

    private const string Space = "AWS/Lambda";
    private const string Dimension = "FunctionName";

    /// <summary>The function's name, without version or alias.</summary>
    public string FunctionName => Basics.Arn.FunctionNameOf(Arn);

    /// <inheritdoc/>
    public override string Kind => "lambda";

    /// <inheritdoc/>
    public override EcsTask? Task => null;

    /// <inheritdoc/>
    public override InvocationMetric? InvocationMetric => new(Space, "Invocations", Dimension, FunctionName);

    /// <inheritdoc/>
    public override InvocationMetric? FailureMetric => new(Space, "Errors", Dimension, FunctionName);

    /// <inheritdoc/>
    public override InvocationMetric? ThrottleMetric => new(Space, "Throttles", Dimension, FunctionName);

    /// <inheritdoc/>
    public override string Action => "lambda:InvokeFunction";

    /// <inheritdoc/>
    public override string CalledThing => "function";

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => [Arn, FunctionName];

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => states.Function(region, Arn);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [];

    /// <inheritdoc/>
    public override string CalledResource(string region, TargetStates states) => Arn;

    /// <inheritdoc/>
    public override IReadOnlyList<string> LogGroups(string region, TargetStates states) =>
        [states.FunctionLogGroup(region, Arn) ?? $"{LogGroupPrefix}{FunctionName}"];

    /// <summary>The target, when its ARN is <c>arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]</c>.</summary>
    public static LambdaTarget? Of(JsonElement body, string arn) =>
        Basics.Arn.Of(arn) is { Service: "lambda", ResourceType: "function" } ? new() { Arn = arn } : null;
}
