using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Analysis;

/// <summary>Why it is not known how runs that started ended, and what to do to know it.</summary>
/// <param name="Text">Why; a clause.</param>
/// <param name="ToKnow">What to do; null where nothing helps.</param>
internal readonly record struct UnknownOutcomes(string Text, string? ToKnow)
{
    /// <summary>The reason of one schedule; null when the end of all its runs is known.</summary>
    public static UnknownOutcomes? Of(DiagnosisContext context, ScheduleRuns runs)
    {
        var (counts, target) = (runs.Counts, runs.History.Latest.Target);
        if (counts.OutcomeUnknown == 0)
            return null;
        if (counts.OutcomeUnknown == counts.Running)
            return new("they had not ended when they were looked at", "record again when they have ended");
        if (target.Task is not null)
            return OfTasks(context, runs);
        if (target is SfnTarget)
            return new(
                "the machine's executions are counted and not listed, and the counts do not tell which of them ended how",
                "make it a STANDARD machine, or say accept: invoked of its service in the settings"
            );
        if (target is BatchTarget)
            return new("Batch told a status of these jobs that is not known here", "look at them by hand: aws batch describe-jobs");
        if (target.FailureMetric is not { } errors)
            return new(
                "nothing that is recorded tells how runs of such a target end",
                "say accept: invoked of its service in the settings, where it is enough that it was called"
            );
        return context.Resources.Metric(runs.History.Key.Region, errors.Namespace, errors.Name, errors.Value) is null
            ? new($"the metric {errors.Name} of the function was not recorded", "see coverage")
            : new(
                "the function's errors do not tell: some were not of this schedule's invocations, or its minutes have no count of them",
                $"record its log with --log-activity; see the log group of {errors.Value}"
            );
    }

    private static UnknownOutcomes OfTasks(DiagnosisContext context, ScheduleRuns runs)
    {
        var region = runs.History.Key.Region;
        const string forgets = "ECS forgets a task about an hour after it stopped, and ";
        var start = context.Window.Start;
        var first = context.Sources.Missing(EvidenceSource.TaskEvents, region, start);
        var last = context.Sources.Missing(EvidenceSource.TaskEvents, region, context.Window.End);
        return first is null && last is null
            ? new("the events of their stops are not among those that were recorded", "see that the recorder's rule is enabled")
            : new(
                $"{forgets}{first ?? last}",
                "have the events of tasks recorded from now on: incidentkit recorder; and record within an hour until then"
            );
    }
}
