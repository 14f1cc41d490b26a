using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>The templated Lambda Invoke target, whose ARN is the function's, or the universal one of the same call.</summary>
/// <param name="Function">The function's ARN, with a version or an alias if the target names one; its name where a call gives it.</param>
internal sealed record LambdaTarget(string Function) : ScheduleTarget
{
    /// <summary>A function writes below it unless it is told another group.</summary>
    public const string LogGroupPrefix = "/aws/lambda/";

    private const string Space = "AWS/Lambda";
    private const string Dimension = "FunctionName";

    /// <summary>The function's name, without version or alias.</summary>
    public string FunctionName => Basics.Arn.FunctionNameOf(Function);

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

    /// <summary>Events that were given up: their age, retries or a concurrency of 0. Source: facts II §2.</summary>
    public InvocationMetric DroppedMetric => new(Space, "AsyncEventsDropped", Dimension, FunctionName);

    /// <summary>The longest run of a minute, in milliseconds.</summary>
    public InvocationMetric LengthMetric => new(Space, "Duration", Dimension, FunctionName);

    /// <summary>Records of failed events that could not be delivered.</summary>
    public IReadOnlyList<InvocationMetric> UndeliveredMetrics =>
        [new(Space, "DeadLetterErrors", Dimension, FunctionName), new(Space, "DestinationDeliveryFailures", Dimension, FunctionName)];

    /// <inheritdoc/>
    public override string Action => "lambda:InvokeFunction";

    /// <inheritdoc/>
    public override string CalledThing => "function";

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => [Function, FunctionName];

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => states.Function(region, Function);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [];

    /// <inheritdoc/>
    public override string? CalledResource(string region, TargetStates states) => Basics.Arn.Is(Function) ? Function : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> LogGroups(string region, TargetStates states) =>
        [states.FunctionLogGroup(region, Function) ?? $"{LogGroupPrefix}{FunctionName}"];

    /// <summary>
    /// The target, when its ARN is <c>arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]</c>, or the universal target's Input names
    /// a function.
    /// </summary>
    public static LambdaTarget? Of(JsonElement body, string arn) =>
        Basics.Arn.Of(arn) is { Service: "lambda", ResourceType: "function" } ? new(arn) { Arn = arn }
        : UniversalCall.Of(body, arn) is { Service: "lambda", Action: "invoke" } call && call.Input.Text("FunctionName") is { } function
            ? new(function) { Arn = arn }
        : null;
}
