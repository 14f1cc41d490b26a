using IncidentKit.Schedules;

namespace IncidentKit.Analysis.Briefing;

/// <summary>What scheduled jobs are called in a sentence: schedules of the Scheduler, or rules of EventBridge.</summary>
internal static class JobWords
{
    /// <summary><c>the schedule</c>, <c>the rules</c>, or of both kinds <c>the schedules and rules</c>.</summary>
    public static string Of(IEnumerable<ScheduleKey> jobs)
    {
        var all = jobs.Distinct().ToList();
        var rules = all.Count(j => j.IsRule);
        var kind =
            rules == 0 ? "schedule"
            : rules == all.Count ? "rule"
            : "schedules and rule";
        return $"the {kind}{(all.Count == 1 ? "" : "s")}";
    }
}
