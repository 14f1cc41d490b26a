using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>What the schedules name or have named, each with how far back its runs are to be looked for.</summary>
sealed class Targets(string region, Instant start)
{
    readonly HashSet<string> _clusters = new(StringComparer.Ordinal);
    readonly Dictionary<string, Duration> _taskDefinitions = new(StringComparer.Ordinal);
    readonly Dictionary<string, Duration> _functions = new(StringComparer.Ordinal);
    readonly Dictionary<string, Duration> _machines = new(StringComparer.Ordinal);
    readonly Dictionary<string, Duration> _calls = new(StringComparer.Ordinal);
    readonly Dictionary<string, Duration> _jobQueues = new(StringComparer.Ordinal);
    readonly Dictionary<(string Group, string Name), Duration> _lookBacks = [];
    readonly Dictionary<string, Duration> _rules = new(StringComparer.Ordinal);

    /// <summary>ARNs of execution roles.</summary>
    public HashSet<string> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>ARNs of dead-letter queues in the region.</summary>
    public HashSet<string> Queues { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of subnets.</summary>
    public HashSet<string> Subnets { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of security groups.</summary>
    public HashSet<string> SecurityGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions that rules invoke by the function's own policy, with their alias or version.</summary>
    public SortedSet<string> InvokedByRules { get; } = new(StringComparer.Ordinal);

    /// <summary>Schedule groups.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Names or ARNs.</summary>
    public IReadOnlyCollection<string> Clusters => _clusters;
    public IReadOnlyDictionary<string, Duration> TaskDefinitions => _taskDefinitions;
    public IReadOnlyDictionary<string, Duration> Functions => _functions;

    /// <summary>ARNs of state machines.</summary>
    public IReadOnlyDictionary<string, Duration> Machines => _machines;

    /// <summary>Job queues of Batch, by name or ARN as targets name them.</summary>
    public IReadOnlyDictionary<string, Duration> JobQueues => _jobQueues;

    /// <summary>Names of the events that calls of other targets are.</summary>
    public IReadOnlyDictionary<string, Duration> Calls => _calls;

    /// <summary>Job definitions, by name or ARN, with revision or without.</summary>
    public HashSet<string> JobDefinitions { get; } = new(StringComparer.Ordinal);
    public Duration LongestLookBack { get; private set; } = LookBack.Shortest;

    /// <param name="schedule">A GetSchedule answer.</param>
    public void AddSchedule(JsonElement schedule)
    {
        var lookBack = LookBack.Of(schedule, start);
        if (schedule.Text("Name") is { } name)
            _lookBacks[(GroupOf(schedule), name)] = lookBack;
        Add(schedule, lookBack);
    }

    /// <param name="rule">An item of ListRules that has a schedule.</param>
    /// <param name="targets">What it calls.</param>
    public void AddRule(JsonElement rule, IReadOnlyList<JsonElement> targets)
    {
        var lookBack = LookBack.Of(rule, start);
        if (rule.Text("Name") is { } name)
            _rules[name] = lookBack;
        foreach (var target in targets)
        {
            Named(target, lookBack);
            if (target.Text("RoleArn") is null && Arn.Of(target.Text("Arn")) is { Service: "lambda" } arn && arn.Region == region)
                InvokedByRules.Add(Arn.CalledFunctionOf(arn.ToString()));
            Called(target);
        }
    }

    /// <param name="change">A CloudTrail event. Schedules are to be added before.</param>
    public void AddChange(JsonElement change)
    {
        if (change.Member("requestParameters") is not { ValueKind: JsonValueKind.Object } parameters)
            return;
        if (parameters.Text("rule") is { } rule)
        {
            Named(parameters, _rules.GetValueOrDefault(rule));
            return;
        }
        var known = parameters.Text("name") is { } name ? _lookBacks.GetValueOrDefault((GroupOf(parameters), name)) : Duration.Zero;
        Add(parameters, Duration.Max(known, LookBack.Of(parameters, start)));
        foreach (var member in (string[])["clusterName", "cluster"])
            if (parameters.Text(member) is { Length: > 0 } cluster)
                _clusters.Add(cluster);
    }

    void Add(JsonElement json, Duration lookBack)
    {
        Named(json, lookBack);
        if (json.Member("Target") is not { } target)
            return;
        Groups.Add(GroupOf(json));
        Called(target);
    }

    /// <summary>What is named anywhere in it.</summary>
    void Named(JsonElement json, Duration lookBack)
    {
        var named = TargetResources.In(json, region);
        _clusters.UnionWith(named.Clusters);
        foreach (var definition in named.TaskDefinitions)
            Keep(_taskDefinitions, definition, lookBack);
        foreach (var function in named.Functions)
            Keep(_functions, function, lookBack);
        foreach (var machine in named.Machines)
            Keep(_machines, machine, lookBack);
        foreach (var (queue, definition) in named.Jobs)
        {
            Keep(_jobQueues, queue, lookBack);
            if (definition is not null)
                JobDefinitions.Add(definition);
        }
        foreach (var call in named.Calls)
            Keep(_calls, call, lookBack);
        LongestLookBack = Duration.Max(LongestLookBack, lookBack);
    }

    /// <summary>What a target names besides what it calls.</summary>
    void Called(JsonElement target)
    {
        if (target.Text("RoleArn") is { } role)
            Roles.Add(role);
        if (
            target.Member("DeadLetterConfig")?.Text("Arn") is { } queue
            && Arn.Of(queue) is { Service: "sqs" } parts
            && parts.Region == region
        )
            Queues.Add(queue);
        if (target.Member("EcsParameters", "NetworkConfiguration")?.Member("awsvpcConfiguration") is not { } network)
            return;
        Subnets.UnionWith(network.Texts("Subnets"));
        SecurityGroups.UnionWith(network.Texts("SecurityGroups"));
    }

    static string GroupOf(JsonElement schedule) => schedule.Text("GroupName") ?? "default";

    static void Keep(Dictionary<string, Duration> all, string name, Duration lookBack) =>
        all[name] = Duration.Max(all.GetValueOrDefault(name), lookBack);
}
