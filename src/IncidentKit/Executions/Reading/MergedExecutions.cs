using System.Runtime.InteropServices;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>One execution a task.</summary>
/// <param name="Executions">The executions, by start.</param>
/// <param name="StreamDelay">
/// The shortest delay of a stream behind the better-known start of its task. Null where no task shows both.
/// </param>
internal readonly record struct MergedExecutions(Execution[] Executions, Duration? StreamDelay)
{
    /// <summary>Merges what several sources found, in place of <paramref name="found"/>.</summary>
    public static MergedExecutions Of(List<Execution> found)
    {
        var all = CollectionsMarshal.AsSpan(found);
        var places = new Dictionary<TaskKey, int>(all.Length);
        var count = 0;
        Duration? shortest = null;
        foreach (ref readonly var execution in all)
        {
            if (execution.Task == default || places.TryAdd(execution.Task, count))
            {
                all[count++] = execution;
                continue;
            }

            ref var merged = ref all[places[execution.Task]];
            var other = merged;
            merged = other.MergedWith(execution);
            var apart =
                other.StartedAt > execution.StartedAt ? other.StartedAt - execution.StartedAt : execution.StartedAt - other.StartedAt;
            if (
                (other.Sources ^ execution.Sources).HasFlag(ExecutionSources.LogStream)
                && !merged.Manual
                && (shortest is null || apart < shortest)
            )
                shortest = apart;
        }

        Execution.SortByStart(all[..count]);
        return new MergedExecutions(all[..count].ToArray(), shortest);
    }
}
