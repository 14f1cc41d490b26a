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
    /// <summary>Merges what several sources found; sorts <paramref name="found"/> on the way.</summary>
    public static MergedExecutions Of(List<Execution> found)
    {
        found.Sort(static (a, b) => a.Task.CompareTo(b.Task));
        var all = CollectionsMarshal.AsSpan(found);
        var count = 0;
        Duration? shortest = null;
        foreach (ref readonly var execution in all)
        {
            if (count == 0 || execution.Task == default || all[count - 1].Task != execution.Task)
            {
                all[count++] = execution;
                continue;
            }

            ref var merged = ref all[count - 1];
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

        all[..count].Sort(static (a, b) => a.StartedAt.CompareTo(b.StartedAt));
        return new MergedExecutions(all[..count].ToArray(), shortest);
    }
}
