using IncidentKit.Basics;

namespace IncidentKit.Executions.Reading;

/// <summary>The tasks that a RunTask call or ECS itself shows, each once.</summary>
internal sealed class KnownTasks(LedgerParts parts)
{
    private readonly Dictionary<TaskKey, KnownTask> _tasks = [];
    private readonly Dictionary<TaskKey, ManualRun> _manual = [];

    private sealed record KnownTask(IReadOnlyList<int> Schedules, Execution Execution);

    /// <summary>The runs among them that the Scheduler did not start, by time.</summary>
    public IReadOnlyList<ManualRun> ManualRuns => [.. _manual.Values.OrderBy(m => m.At).ThenBy(m => m.Task)];

    /// <summary>The schedules whose run the task may be; null when no source shows the task.</summary>
    public IReadOnlyList<int>? SchedulesOf(TaskKey task) => _tasks.GetValueOrDefault(task)?.Schedules;

    /// <summary>Whether the task had not ended when it was looked at.</summary>
    public bool IsRunning(TaskKey task) => _tasks.GetValueOrDefault(task)?.Execution.Outcome == ExecutionOutcome.Running;

    /// <summary>Adds what one source shows of a task to what others do.</summary>
    /// <param name="taskArn">The task.</param>
    /// <param name="schedules">The schedules whose run it may be; the first source to show the task decides.</param>
    /// <param name="execution">The run as the source shows it.</param>
    /// <param name="by">Who started it; null when it was the Scheduler.</param>
    public void Remember(string taskArn, IReadOnlyList<int> schedules, Execution execution, TaskStarter? by = null)
    {
        var key = TaskKey.Of(Arn.LastNameOf(taskArn));
        var evidence = parts.Evidence[execution.Evidence];
        execution = execution with { Task = key };
        if (_tasks.TryGetValue(key, out var known))
            execution = known.Execution.MergedWith(execution);
        _tasks[key] = new KnownTask(known?.Schedules ?? schedules, execution);
        if (!execution.Manual || (_manual.TryGetValue(key, out var earlier) && earlier.By is not null))
            return;
        var starter = by ?? new TaskStarter(null, ByHand: true);
        _manual[key] = new ManualRun(parts.Histories[schedules[0]].Key, execution.StartedAt, starter.Name, starter.ByHand, key, evidence);
    }

    /// <summary>Adds the tasks to the executions found.</summary>
    public void AddTo(List<Execution>[] found)
    {
        foreach (var (schedules, execution) in _tasks.Values)
            found[schedules[0]].Add(execution);
    }
}
