using System.Text.Json.Nodes;

namespace IncidentKit.Tests.Lab;

/// <summary>One schedule of a world, what it starts, and its calls.</summary>
internal sealed class Job
{
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string Family { get; init; }

    public required string LogGroup { get; init; }

    public required string Container { get; init; }

    /// <summary>What GetSchedule answers when the world is recorded.</summary>
    public required JsonObject Live { get; set; }

    /// <summary>The id of the target in its rule; null for a schedule.</summary>
    public string? RuleTarget { get; init; }

    /// <summary>Whether the rule has the target still.</summary>
    public bool HasTarget { get; set; } = true;

    public List<Call> Calls { get; } = [];

    /// <summary>From the call to the first line of the log.</summary>
    public Duration Delay { get; init; } = Duration.FromSeconds(11);

    /// <summary>How far the clock of its containers is from the true time.</summary>
    public Duration Skew { get; set; }

    /// <summary>How a stream is named: {0} is the container, {1} the task.</summary>
    public string StreamName { get; init; } = "ecs/{0}/{1}";

    /// <summary>Whether its containers log to CloudWatch at all.</summary>
    public bool HasStreams { get; set; } = true;

    /// <summary>Whether it is still there when the world is recorded.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>Whether GetSchedule answered for it.</summary>
    public bool IsRead { get; set; } = true;

    /// <summary>Whether the schedule's target is the API's own call of RunTask, so that its tasks have no startedBy.</summary>
    public bool IsByCall { get; set; }

    /// <summary>Whether it starts a task.</summary>
    public bool IsTask => Live["Target"]!["EcsParameters"] is not null;

    public string Cluster => (string)Live["Target"]!["Arn"]!;

    public string Role => (string)Live["Target"]!["RoleArn"]!;

    public string Definition => (string)Live["Target"]!["EcsParameters"]!["TaskDefinitionArn"]!;

    public string Group => (string)Live["GroupName"]!;

    /// <summary>The calls made in [first, last).</summary>
    public IEnumerable<Call> From(Instant first, Instant? last = null) => Calls.Where(c => first <= c.At && !(c.At >= last));
}
