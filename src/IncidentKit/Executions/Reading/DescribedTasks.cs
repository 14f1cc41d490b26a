using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds runs among the tasks that ECS describes, for about an hour after they stopped.</summary>
internal static class DescribedTasks
{
    /// <summary>Reads the tasks that ECS still described.</summary>
    public static void Read(BundleReader bundle, LedgerParts parts, KnownTasks tasks)
    {
        foreach (var record in bundle.Records(Operations.DescribeTasks))
        {
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var task in body.RootElement.Items("tasks"))
                ReadTask(task, record, parts, tasks);
        }
    }

    private static void ReadTask(JsonElement task, EvidenceRecord record, LedgerParts parts, KnownTasks tasks)
    {
        var startedBy = task.Text("startedBy");
        if (task.Text("taskArn") is not { } arn || task.Text("taskDefinitionArn") is not { } definition || IsServiceTask(task, startedBy))
            return;
        var family = Arn.FamilyOf(definition);
        var byScheduler = SchedulerMark.IsOn(startedBy);
        if ((task.Time("createdAt") ?? task.Time("startedAt")) is not { } created)
            return;
        var schedules = byScheduler
            ? parts.Index.ByStartedBy(record.Region, startedBy, family, created)
            : parts.Index.ByFamily(record.Region, family);
        if (schedules.Count == 0)
            return;
        var schedule = parts.Histories[schedules[0]].Latest;
        tasks.Remember(
            arn,
            schedules,
            new Execution
            {
                StartedAt = created,
                Sources = ExecutionSources.Task,
                ScheduledTime = ContextAttributes.ScheduledTime(schedule, task.Member("overrides")),
                Attempt = ContextAttributes.Attempt(schedule, task.Member("overrides")),
                Owner = byScheduler && schedules.Count == 1 ? schedules[0] : null,
                Outcome = TaskEnd.Of(task)?.Outcome ?? ExecutionOutcome.Unknown,
                Manual = !byScheduler,
                Evidence = parts.EvidenceIndex(record.Id),
            },
            byScheduler ? null : TaskStarter.Of(startedBy)
        );
    }

    private static bool IsServiceTask(JsonElement task, string? startedBy) =>
        startedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true
        || task.Text("group")?.StartsWith("service:", StringComparison.Ordinal) == true;
}
