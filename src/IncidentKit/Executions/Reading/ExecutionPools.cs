using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Groups schedules that share their executions. They run the same containers
/// into the same groups, the same target whose calls a metric counts,
/// or submit jobs of one name to one queue.
/// </summary>
internal static class ExecutionPools
{
    /// <summary>The pool of each schedule: the index of the first that shares its executions; its own where none does.</summary>
    public static int[] Of(IReadOnlyList<ScheduleHistory> histories, ScheduleIndex index)
    {
        var pool = new int[histories.Count];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < pool.Length; i++)
        {
            var target = histories[i].Latest.Target;
            var signs =
                target.InvocationMetric is { } metric ? [metric.ToString()]
                : target is BatchTarget jobs ? [jobs.Jobs]
                : index.Containers[i].Select(c => $"{c.LogGroup}\n{c.StreamPrefix}\n{c.Name}").Order(StringComparer.Ordinal).ToList();
            if (signs.Count == 0 && target.Task?.Family is { } family)
                signs = [family];
            var key = $"{histories[i].Key.Region}\n{string.Join('\n', signs)}";
            pool[i] =
                signs.Count == 0 ? i
                : first.TryGetValue(key, out var earlier) ? earlier
                : first[key] = i;
        }

        return pool;
    }
}
