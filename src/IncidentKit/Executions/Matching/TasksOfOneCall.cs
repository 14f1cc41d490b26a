using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Matching;

/// <summary>One execution for the tasks that one call starts (TaskCount).</summary>
/// <param name="Executions">The executions, by start.</param>
/// <param name="Partial">The fire times with fewer tasks than asked for: they have run all the same.</param>
internal readonly record struct TasksOfOneCall(Execution[] Executions, IReadOnlyList<Instant> Partial)
{
    /// <summary>Merges the tasks that have the same latest fire time at or before them; a failed task fails the run.</summary>
    /// <param name="executions">Every task, by start.</param>
    /// <param name="fireTimes">Fire times in order.</param>
    /// <param name="tasks">How many tasks a call starts.</param>
    /// <param name="length">How long a task ran; null where that is not told. The longest stands for the run.</param>
    public static TasksOfOneCall Merge(Execution[] executions, Instant[] fireTimes, int tasks, Func<Execution, Duration?> length)
    {
        var runs = new List<Execution>(executions.Length / tasks);
        var first = new Dictionary<Instant, (int Index, int Tasks)>();
        foreach (var execution in executions)
        {
            var slot = ExecutionMatcher.LatestAtOrBefore(fireTimes, execution.StartedAt + ExecutionMatcher.Skew);
            if (execution.Manual || slot == ExecutionMatcher.None)
            {
                runs.Add(execution);
                continue;
            }

            var due = execution.ScheduledTime ?? fireTimes[slot];
            if (!first.TryGetValue(due, out var run))
                first[due] = (runs.Count, 1);
            else if (run.Tasks < tasks)
                first[due] = run with { Tasks = run.Tasks + 1 };
            if (run.Tasks is 0 || run.Tasks == tasks)
                runs.Add(execution);
            else
                runs[run.Index] = Both(runs[run.Index], execution, length);
        }

        return new TasksOfOneCall([.. runs], [.. first.Where(r => r.Value.Tasks < tasks).Select(r => r.Key)]);
    }

    private static Execution Both(in Execution run, in Execution task, Func<Execution, Duration?> length) =>
        (length(task) > (length(run) ?? Duration.Zero) ? run with { Task = task.Task, Sources = run.Sources | task.Sources } : run) with
        {
            Outcome = Both(run.Outcome, task.Outcome),
        };

    private static ExecutionOutcome Both(ExecutionOutcome a, ExecutionOutcome b) =>
        a == ExecutionOutcome.Failed || b == ExecutionOutcome.Failed ? ExecutionOutcome.Failed
        : a < b ? a
        : b;
}
