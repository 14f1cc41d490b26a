using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Schedules.Targets;

/// <summary>The ECS task that a target starts.</summary>
internal sealed record EcsTask
{
    /// <summary>The cluster.</summary>
    public required string ClusterArn { get; init; }

    /// <summary>
    /// The task definition with a revision, or without (then the latest ACTIVE at run time). Null where a change event left it out.
    /// </summary>
    public string? DefinitionArn { get; init; }

    /// <summary>Tasks started at each fire time, 1-10.</summary>
    public int Count { get; init; } = 1;

    /// <summary><c>EC2</c>, <c>FARGATE</c> or <c>EXTERNAL</c>; null if a capacity provider strategy decides.</summary>
    public string? LaunchType { get; init; }

    /// <summary>The subnets of the task; none when it has no network configuration.</summary>
    public IReadOnlyList<string> Subnets { get; init; } = [];

    /// <summary>The security groups of the task; none for the VPC's default one.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    /// <summary>The task group.</summary>
    public string? Group { get; init; }

    /// <summary>The family of its task definition, by which calls and tasks name it; null where the definition is left out.</summary>
    public string? Family => DefinitionArn is { } arn ? Basics.Arn.FamilyOf(arn) : null;

    /// <summary>Its containers that log to CloudWatch; null when its task definition is not on record.</summary>
    public IReadOnlyList<LoggedContainer>? Containers(string region, TargetStates states) =>
        DefinitionArn is { } arn ? states.TaskDefinition(region, arn)?.Containers : null;

    /// <summary>Reads <c>EcsParameters</c>.</summary>
    public static EcsTask Read(JsonElement parameters, string cluster) => Read(parameters, cluster, "TaskDefinitionArn", "TaskCount");

    /// <summary>Reads the parameters of RunTask: a cluster that is not named is the one called default.</summary>
    public static EcsTask OfCall(JsonElement call) =>
        Read(call, ScheduleReader.Text(call, "Cluster") ?? "default", "TaskDefinition", "Count");

    private static EcsTask Read(JsonElement parameters, string cluster, string definition, string count)
    {
        var network = parameters.Member("NetworkConfiguration", "awsvpcConfiguration");
        return new()
        {
            ClusterArn = cluster,
            DefinitionArn = ScheduleReader.Text(parameters, definition),
            Count = ScheduleReader.Number(parameters, count) ?? 1,
            LaunchType = ScheduleReader.Text(parameters, "LaunchType"),
            Subnets = network is { } net ? [.. net.Texts("Subnets")] : [],
            SecurityGroups = network is { } vpc ? [.. vpc.Texts("SecurityGroups")] : [],
            Group = ScheduleReader.Text(parameters, "Group"),
        };
    }
}
