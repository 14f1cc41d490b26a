using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Schedules.Targets;

/// <summary>
/// What a schedule calls, with which role, and how often it tries. Defaults are EventBridge Scheduler's. Each kind of target is a type
/// that answers what the stages after it ask of a target.
/// </summary>
internal abstract record ScheduleTarget
{
    /// <summary>The kinds in the order in which they are asked whether a target is theirs. The last takes any.</summary>
    private static readonly Func<JsonElement, string, ScheduleTarget?>[] Kinds =
    [
        EcsTarget.Of,
        LambdaTarget.Of,
        SfnTarget.Of,
        BatchTarget.Of,
        OtherTarget.Of,
    ];

    /// <summary>
    /// The target's ARN: the cluster's (ECS), the function's with version or alias (Lambda), the machine's (Step Functions), or the API
    /// action's (universal).
    /// </summary>
    public required string Arn { get; init; }

    /// <summary>
    /// The execution role that Scheduler assumes to make the call and to
    /// write to the dead-letter queue. Null where a change event left it out.
    /// </summary>
    public string? RoleArn { get; init; }

    /// <summary>What is sent: for ECS the JSON text of the task overrides. May be masked by CloudTrail or redacted.</summary>
    public string? Input { get; init; }

    /// <summary>The queue for invocations that were given up; null if there is none.</summary>
    public string? DeadLetterArn { get; init; }

    /// <summary>Retries after the first attempt, 0-185.</summary>
    public int MaximumRetryAttempts { get; init; } = 185;

    /// <summary>How long after its fire time an invocation may still be tried, 60 s to 24 h.</summary>
    public Duration MaximumEventAge { get; init; } = Duration.FromHours(24);

    /// <summary>What stands for the ARN of a target that was not recorded.</summary>
    public const string NotRecorded = "not recorded";

    /// <summary>Whether its ARN was not recorded.</summary>
    public bool IsNotRecorded => Arn == NotRecorded;

    /// <summary>The kind's name in JSON, such as <c>ecs</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// The ECS task that it starts; null when it starts none. Its runs are seen as the task's log streams, as calls of RunTask and among
    /// the tasks that ECS still knows.
    /// </summary>
    public abstract EcsTask? Task { get; }

    /// <summary>The metric that counts its runs; null when none does. Without a task its runs are seen nowhere else.</summary>
    public abstract InvocationMetric? InvocationMetric { get; }

    /// <summary>The metric that counts those of these runs that ended with an error; null when none does.</summary>
    public abstract InvocationMetric? FailureMetric { get; }

    /// <summary>The metric that counts calls which the target held back; null when none does.</summary>
    public abstract InvocationMetric? ThrottleMetric { get; }

    /// <summary>The IAM action that its call needs; null when it is not known which.</summary>
    public abstract string? Action { get; }

    /// <summary>The resource of that action, as IAM authorises it; null when it is not known.</summary>
    public abstract string? CalledResource(string region, TargetStates states);

    /// <summary>
    /// What it calls, in a word: a function, a state machine. Null where what it names is several things, each with a rule of its own, or
    /// nothing that is recorded.
    /// </summary>
    public abstract string? CalledThing { get; }

    /// <summary>The ARN of that thing, and the other names by which changes name it; none where it is null.</summary>
    public abstract IReadOnlyList<string> CalledNames { get; }

    /// <summary>How that thing was found; null when it was not recorded.</summary>
    public abstract ResourceState? CalledState(string region, TargetStates states);

    /// <summary>The condition keys of that call whose values are known.</summary>
    public abstract IReadOnlyList<(string Key, string Value)> CallConditions { get; }

    /// <summary>The log groups that it writes to; null when it may write to any.</summary>
    public abstract IReadOnlyList<string>? LogGroups(string region, TargetStates states);

    /// <summary>The task definition of <see cref="Task"/>, with a revision or (latest ACTIVE at run time) without.</summary>
    public string? TaskDefinitionArn => Task?.DefinitionArn;

    /// <summary>Reads the <c>Target</c> of a schedule.</summary>
    /// <exception cref="FormatException">The ARN is missing or a value cannot be read; the message names the member.</exception>
    public static ScheduleTarget Read(JsonElement body)
    {
        var arn = ScheduleReader.Text(body, "Arn") ?? throw ScheduleReader.Missing("Target.Arn");
        var retry = body.Member("RetryPolicy");
        return Kinds.Select(of => of(body, arn)).First(t => t is not null)! with
        {
            RoleArn = ScheduleReader.Text(body, "RoleArn"),
            Input = ScheduleReader.Text(body, "Input"),
            DeadLetterArn = ScheduleReader.Text(body.Member("DeadLetterConfig"), "Arn"),
            MaximumRetryAttempts = ScheduleReader.Number(retry, "MaximumRetryAttempts") ?? 185,
            MaximumEventAge = Duration.FromSeconds(ScheduleReader.Number(retry, "MaximumEventAgeInSeconds") ?? 86_400),
        };
    }
}
