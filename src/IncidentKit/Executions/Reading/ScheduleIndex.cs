using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Which schedule an execution belongs to: its startedBy, then its task family, then container, stream prefix and log group. Source of
/// the cut: facts §4.1, a startedBy made by EventBridge is cut at 36 characters.
/// </summary>
internal sealed class ScheduleIndex
{
    private readonly IReadOnlyList<ScheduleHistory> _histories;
    private readonly Dictionary<(string Region, string Group, string Prefix, string Container), List<int>> _byStream = [];
    private readonly Dictionary<(string Region, string Container), List<int>> _byName = [];
    private readonly Dictionary<(string Region, string Family), List<int>> _byFamily = [];
    private readonly Dictionary<(string Region, InvocationMetric Metric), List<int>> _byMetric = [];
    private readonly Dictionary<(string Region, string StartedBy), List<int>> _byStartedBy = [];

    /// <summary>Indexes the schedules by everything that can name them.</summary>
    public ScheduleIndex(IReadOnlyList<ScheduleHistory> histories, TargetStates states)
    {
        _histories = histories;
        Containers = new IReadOnlyList<LoggedContainer>[histories.Count];
        for (var i = 0; i < histories.Count; i++)
            Add(i, histories[i], states);
    }

    /// <summary>The log containers of each schedule, over all its configurations.</summary>
    public IReadOnlyList<LoggedContainer>[] Containers { get; }

    /// <summary>The schedules whose runs write such streams; none when the stream is no run of any.</summary>
    public IReadOnlyList<int> ByStream(string region, string logGroup, string prefix, string container) =>
        _byStream.GetValueOrDefault((region, logGroup, prefix, container)) ?? [];

    /// <summary>
    /// The schedules of a task without log containers on record, by container name. It stands in for a denied DescribeTaskDefinition.
    /// </summary>
    public IReadOnlyList<int> ByContainer(string region, string container) => _byName.GetValueOrDefault((region, container)) ?? [];

    /// <summary>The schedules that run that task family.</summary>
    public IReadOnlyList<int> ByFamily(string region, string family) => _byFamily.GetValueOrDefault((region, family)) ?? [];

    /// <summary>The schedules whose calls that metric counts.</summary>
    public IReadOnlyList<int> ByMetric(string region, InvocationMetric metric) => _byMetric.GetValueOrDefault((region, metric)) ?? [];

    /// <summary>
    /// The schedules a startedBy can mean, narrowed by family where names are alike in their first 19 characters; none when it was not
    /// made by EventBridge or names no known schedule.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="startedBy">The mark; null for none.</param>
    /// <param name="family">The task family; null where it is not known.</param>
    /// <param name="at">When the call was made: a schedule that was moved goes on under the same mark.</param>
    public IReadOnlyList<int> ByStartedBy(string region, string? startedBy, string? family, Instant at)
    {
        if (startedBy is null || !_byStartedBy.TryGetValue((region, CallerMark.Cut(startedBy)), out var candidates))
            return [];
        candidates = candidates.FindAll(i => CallerMark.IsOf(startedBy, _histories[i].Key.Name, _histories[i].Key.IsRule));
        if (candidates.Count <= 1 || family is null)
            return candidates;
        if (candidates.FindAll(i => _histories[i].At(at) is { Active: true }) is { Count: > 0 } alive)
            // What is known to be on comes before what is only assumed to have been.
            candidates = alive.FindAll(i => _histories[i].At(at) is { Known: true }) is { Count: > 0 } known ? known : alive;
        var narrowed = candidates.FindAll(i => ByFamily(region, family).Contains(i));
        return narrowed.Count > 0 ? narrowed : candidates;
    }

    /// <summary>Whether the tasks of a schedule bear no mark of it.</summary>
    public bool IsUnmarked(int schedule) => _histories[schedule].Latest.Target is EcsTarget { IsUnmarked: true };

    private void Add(int index, ScheduleHistory history, TargetStates states)
    {
        var region = history.Key.Region;
        var containers = new List<LoggedContainer>();
        Put(_byStartedBy, (region, CallerMark.Of(history.Key.Name, history.Key.IsRule)), index);
        foreach (var target in history.Epochs.Select(e => e.Configuration.Target).DistinctBy(t => (t.Arn, t.TaskDefinitionArn)))
        {
            if (target.InvocationMetric is { } metric)
                Put(_byMetric, (region, metric), index);
            if (target.Task is not { Family: { } family } task)
                continue;
            Put(_byFamily, (region, family), index);
            var logged = task.Containers(region, states);
            if (logged is null)
                Put(_byName, (region, family), index);
            foreach (var container in logged ?? [])
            {
                if (!containers.Contains(container))
                    containers.Add(container);
                if (container.StreamPrefix is { } prefix)
                    Put(_byStream, (region, container.LogGroup, prefix, container.Name), index);
            }
        }

        Containers[index] = containers;
    }

    private static void Put<TKey>(Dictionary<TKey, List<int>> index, TKey key, int schedule)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);
        if (!list.Contains(schedule))
            list.Add(schedule);
    }
}
