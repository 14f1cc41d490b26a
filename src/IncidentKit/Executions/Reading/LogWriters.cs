using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Executions.Reading;

/// <summary>Which schedules' targets write to which log groups, as far as task definitions and functions are on record.</summary>
internal sealed class LogWriters
{
    private readonly Dictionary<(string Region, string Group), SortedSet<int>> _writers = [];
    private readonly HashSet<(string Region, string Group)> _someConfigurationsOnly = [];
    private readonly HashSet<string> _regionsOfUnknownWriters = new(StringComparer.Ordinal);

    /// <summary>Looks at every configuration of every schedule.</summary>
    public LogWriters(IReadOnlyList<ScheduleHistory> histories, TargetStates states)
    {
        for (var i = 0; i < histories.Count; i++)
            Add(i, histories[i], states);
    }

    /// <summary>The schedules whose target writes to the group in any of their configurations, by index.</summary>
    public IReadOnlyCollection<int> Of(string region, string logGroup) => _writers.GetValueOrDefault((region, logGroup)) ?? [];

    /// <summary>
    /// The schedule whose target alone writes to the group, in all its configurations. Null when there are several or
    /// none. Null too when a target of the region may write anywhere because its task definition is not on record.
    /// </summary>
    public int? SoleOf(string region, string logGroup) =>
        _writers.TryGetValue((region, logGroup), out var writers)
        && writers.Count == 1
        && !_someConfigurationsOnly.Contains((region, logGroup))
        && (!_regionsOfUnknownWriters.Contains(region) || logGroup.StartsWith(LambdaTarget.LogGroupPrefix, StringComparison.Ordinal))
            ? writers.Min
            : null;

    private void Add(int index, ScheduleHistory history, TargetStates states)
    {
        var region = history.Key.Region;
        var targets = history.Epochs.Select(e => e.Configuration.Target).DistinctBy(t => (t.Kind, t.Arn, t.TaskDefinitionArn)).ToList();
        var groups = targets.ConvertAll(t => t.LogGroups(region, states));
        var configurations = groups.ConvertAll(g => (g ?? []).ToHashSet(StringComparer.Ordinal));
        foreach (var group in configurations.SelectMany(g => g).Distinct(StringComparer.Ordinal))
        {
            if (!_writers.TryGetValue((region, group), out var writers))
                _writers.Add((region, group), writers = []);
            writers.Add(index);
            if (!configurations.TrueForAll(c => c.Contains(group)))
                _someConfigurationsOnly.Add((region, group));
        }

        if (groups.Contains(null))
            _regionsOfUnknownWriters.Add(region);
    }
}
