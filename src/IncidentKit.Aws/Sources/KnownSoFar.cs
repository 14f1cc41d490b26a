using System.Collections.Concurrent;
using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>What the sources before have found out in a region: each source reads what it needs and adds what others need.</summary>
/// <param name="region">The region.</param>
sealed class KnownSoFar(RecordedRegion region)
{
    readonly Lock _lock = new();
    readonly SortedSet<string> _ruleLogGroups = new(StringComparer.Ordinal);
    readonly HashSet<string> _principals = new(StringComparer.Ordinal);

    /// <summary>ARNs of the clusters that were listed.</summary>
    public IReadOnlyList<string> Clusters { get; set; } = [];

    /// <summary>What schedules and changes name.</summary>
    public Targets Targets { get; } = new(region.Name, region.Start);

    /// <summary>Why schedules may be missing; null when all are known.</summary>
    public string? SchedulesUnread { get; set; }

    /// <summary>The DescribeTaskDefinition answers, each with how far back its runs are to be looked for.</summary>
    public IReadOnlyList<(JsonElement Answer, Duration LookBack)> Definitions { get; set; } = [];

    /// <summary>The DescribeLogGroups row of each log group that is there.</summary>
    public ConcurrentDictionary<string, JsonElement> DescribedLogGroups { get; } = new();

    /// <summary>Log groups that rules write events of tasks to.</summary>
    public IReadOnlyCollection<string> RuleLogGroups => _ruleLogGroups;

    /// <summary>The DescribeLogGroups row of each log group that may hold events of tasks.</summary>
    public ConcurrentDictionary<string, JsonElement> TaskEventGroups { get; } = new();

    /// <summary>ARNs of the state machines whose executions cannot be listed.</summary>
    public ConcurrentBag<string> ExpressMachines { get; } = [];

    /// <summary>URLs of the dead-letter queues.</summary>
    public List<string> QueueUrls { get; } = [];

    /// <summary>Names of the rules that have a schedule.</summary>
    public IReadOnlyList<string> Rules { get; set; } = [];

    /// <summary>Who made changes, in order.</summary>
    public IReadOnlyList<string> Principals => [.. _principals.Order(StringComparer.Ordinal)];

    /// <summary>The log groups of the targets and those asked for, each with how far back its streams are to be listed.</summary>
    public IReadOnlyDictionary<string, Duration> LogGroups
    {
        get
        {
            var groups = new Dictionary<string, Duration>(StringComparer.Ordinal);
            void Add(string group, Duration lookBack) => groups[group] = Duration.Max(groups.GetValueOrDefault(group), lookBack);
            foreach (var (answer, lookBack) in Definitions)
            foreach (var group in TaskDefinitions.LogGroupsOf(answer, region.Name))
                Add(group, lookBack);
            foreach (var (name, lookBack) in Targets.Functions)
                Add($"/aws/lambda/{name}", lookBack);
            foreach (var group in region.Request.LogGroups)
                Add(group, Targets.LongestLookBack);
            return groups;
        }
    }

    /// <summary>Adds a rule that has a schedule, with what it calls. May be called from several threads.</summary>
    public void AddRule(JsonElement rule, IReadOnlyList<JsonElement> targets)
    {
        lock (_lock)
            Targets.AddRule(rule, targets);
    }

    /// <summary>Adds what a rule that waits for events of tasks calls. May be called from several threads.</summary>
    public void AddTaskEventRule(IReadOnlyList<JsonElement> targets)
    {
        lock (_lock)
            _ruleLogGroups.UnionWith(targets.Select(t => Recorded.TaskEvents.GroupOf(t.Text("Arn"), region.Name)).OfType<string>());
    }

    /// <summary>Adds changes, each with who made it; the schedules are to be known before. May be called from several threads.</summary>
    public void AddChanges(IReadOnlyList<(JsonElement Event, string? Principal)> changes)
    {
        lock (_lock)
        {
            foreach (var (change, principal) in changes)
            {
                Targets.AddChange(change);
                if (principal is not null)
                    _principals.Add(principal);
            }
        }
    }
}
