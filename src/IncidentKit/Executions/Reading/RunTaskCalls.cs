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
                        Owner = call.ByScheduler && schedules.Count == 1 ? schedules[0] : null,
                        Manual = !call.ByScheduler,
                        Evidence = parts.EvidenceIndex(call.EvidenceId),
                    },
                    call.ByScheduler ? null : TaskStarter.Of(startedBy, call.By)
                );
            }
        }
    }
}
