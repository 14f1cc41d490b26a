using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds runs in the RunTask events of CloudTrail, which tell the time of the call.</summary>
internal static class RunTaskCalls
{
    /// <summary>Reads the accepted calls.</summary>
    public static void Read(IReadOnlyList<TrailEvent> events, LedgerParts parts, KnownTasks tasks)
    {
        foreach (var call in events)
        {
            if (call.Name != ChangeEvents.RunTask.Name || call.ErrorCode is not null)
                continue;
            var family = call.Request.Text("taskDefinition") is { } definition ? Arn.FamilyOf(definition) : null;
            var startedBy = call.Request.Text("startedBy");
            var schedules = call.ByScheduler ? parts.Index.ByStartedBy(call.Region, startedBy, family, call.At) : [];
            // A rule that is none of the jobs waits for events: what it starts of a job's family is none of its runs.
            var isJob = call.ByScheduler && !(call.ByRule && schedules.Count == 0);
            if (schedules.Count == 0 && family is not null)
                schedules = parts.Index.ByFamily(call.Region, family);
            if (schedules.Count == 0)
                continue;
            var schedule = parts.Histories[schedules[0]].Latest;
            foreach (var task in call.Response.Items("tasks"))
            {
                if (task.Text("taskArn") is not { } arn)
                    continue;
                tasks.Remember(
                    arn,
                    schedules,
                    new Execution
                    {
                        StartedAt = call.At,
                        Sources = ExecutionSources.RunTaskEvent,
                        ScheduledTime = ContextAttributes.ScheduledTime(schedule, call.Request.Member("overrides")),
                        Attempt = ContextAttributes.Attempt(schedule, call.Request.Member("overrides")),
                        Owner = isJob && schedules.Count == 1 ? schedules[0] : null,
                        Manual = !isJob,
                        Evidence = parts.EvidenceIndex(call.EvidenceId),
                    },
                    isJob ? null : TaskStarter.Of(startedBy, call.By)
                );
            }
        }
    }
}
