using IncidentKit.Recorded;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds runs among the tasks that ECS describes, for about an hour after they stopped, or in a recorder's events.</summary>
internal static class DescribedTasks
{
    /// <summary>Takes the tasks of schedules for runs.</summary>
    public static void Read(IReadOnlyList<DescribedTask> described, LedgerParts parts, KnownTasks tasks)
    {
        foreach (var task in described)
        {
            if (!task.IsOfService)
                Add(task, parts, tasks);
        }
    }

    private static void Add(DescribedTask task, LedgerParts parts, KnownTasks tasks)
    {
        var byScheduler = CallerMark.IsOn(task.StartedBy);
        var schedules = byScheduler ? parts.Index.ByStartedBy(task.Region, task.StartedBy, task.Family, task.Created) : [];
        // A rule that is none of the jobs waits for events: what it starts of a job's family is none of its runs.
        byScheduler &= schedules.Count > 0 || !CallerMark.IsOfRule(task.StartedBy);
        if (!byScheduler)
            schedules = parts.Index.ByFamily(task.Region, task.Family);
        if (schedules.Count == 0)
            return;
        // Such a call leaves no mark: that a person made it a RunTask event would tell.
        var isUnmarked = !byScheduler && task.StartedBy is null && schedules.Any(s => parts.Index.IsUnmarked(s));
        var schedule = parts.Histories[schedules[0]].Latest;
        tasks.Remember(
            task.TaskArn,
            schedules,
            new Execution
            {
                StartedAt = task.Created,
                Sources = ExecutionSources.Task,
                ScheduledTime = ContextAttributes.ScheduledTime(schedule, task.Overrides),
                Attempt = ContextAttributes.Attempt(schedule, task.Overrides),
                Owner = byScheduler && schedules.Count == 1 ? schedules[0] : null,
                Outcome = TaskEnd.Of(task)?.Outcome ?? ExecutionOutcome.Running,
                Manual = !byScheduler && !isUnmarked,
                Evidence = parts.EvidenceIndex(task.EvidenceId),
            },
            byScheduler || isUnmarked ? null : TaskStarter.Of(task.StartedBy)
        );
    }
}
