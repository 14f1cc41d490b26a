using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>
/// A job that a rule's target or the universal target submits to a queue of AWS Batch. Its runs are the jobs of that name in that queue.
/// Source: facts II §4.
/// </summary>
/// <param name="Queue">The queue, by its ARN or its name.</param>
/// <param name="JobName">The name of its jobs; it may hold marks that the Scheduler fills in.</param>
/// <param name="Definition">The job definition by its ARN or its name, with a revision or without; null where it is left out.</param>
internal sealed record BatchTarget(string Queue, string JobName, string? Definition) : ScheduleTarget
{
    /// <summary>What the Scheduler fills in begins so. Source: facts §2.2, context attributes.</summary>
    private const string Mark = "<aws.scheduler.";

    /// <summary>The queue's name, which is all that its ARN adds to region and account.</summary>
    public string QueueName => Basics.Arn.LastNameOf(Queue);

    /// <summary>The definition's name without its revision; null where it is left out.</summary>
    public string? DefinitionName => Definition is { } named ? Basics.Arn.LastNameOf(named).Split(':')[0] : null;

    /// <summary>What tells its jobs from others: the queue and their name.</summary>
    public string Jobs => $"{QueueName}\n{JobName}";

    /// <inheritdoc/>
    public override string Kind => "batch";

    /// <inheritdoc/>
    public override EcsTask? Task => null;

    /// <inheritdoc/>
    public override InvocationMetric? InvocationMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? FailureMetric => null;

    /// <inheritdoc/>
    public override InvocationMetric? ThrottleMetric => null;

    /// <inheritdoc/>
    public override string Action => "batch:SubmitJob";

    /// <inheritdoc/>
    public override string CalledThing => "job queue";

    /// <inheritdoc/>
    public override IReadOnlyList<string> CalledNames => Queue == QueueName ? [Queue] : [Queue, QueueName];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, string Value)> CallConditions => [];

    /// <inheritdoc/>
    public override ResourceState? CalledState(string region, TargetStates states) => states.Batch.Queue(region, Queue);

    /// <summary>The queue; the definition, which is asked for too, may be named without its revision.</summary>
    public override string? CalledResource(string region, TargetStates states) => Basics.Arn.Is(Queue) ? Queue : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> LogGroups(string region, TargetStates states) => [];

    /// <summary>Whether a job of that name in its queue may be one of its runs: what the Scheduler fills in may be anything.</summary>
    public bool IsNameOfRun(string name)
    {
        var first = JobName.IndexOf(Mark, StringComparison.Ordinal);
        if (first < 0)
            return name == JobName;
        var last = JobName.LastIndexOf('>');
        var (before, after) = (JobName[..first], JobName[(last + 1)..]);
        return name.Length >= before.Length + after.Length
            && name.StartsWith(before, StringComparison.Ordinal)
            && name.EndsWith(after, StringComparison.Ordinal);
    }

    /// <summary>The target, when it has parameters of Batch, or the universal target's Input has those of SubmitJob.</summary>
    public static BatchTarget? Of(JsonElement body, string arn) =>
        body.Member("BatchParameters") is { } parameters
            ? parameters.Text("JobName") is { } name
                ? new(arn, name, parameters.Text("JobDefinition")) { Arn = arn }
                : null
            : UniversalCall.Of(body, arn) is { Service: "batch", Action: "submitJob" } call
            && call.Input.Text("JobName") is { } job
            && call.Input.Text("JobQueue") is { } queue
                ? new(queue, job, call.Input.Text("JobDefinition")) { Arn = arn }
                : null;
}
