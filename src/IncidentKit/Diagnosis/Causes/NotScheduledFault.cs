using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>What the rules on schedules that stopped being scheduled have in common.</summary>
internal static class NotScheduledFault
{
    /// <summary>Gaps that began with a change of the schedule itself, of the kind a rule asks for.</summary>
    public static IEnumerable<(ScheduleRuns Runs, ExecutionGap Gap, ConfigurationChange Cause)> Find(
        DiagnosisContext context,
        Func<ConfigurationChange, bool> kind
    ) =>
        from runs in context.Runs
        from gap in runs.Gaps
        where gap.Layer == FailureLayer.NotScheduled
        let cause = runs.History.Changes.LastOrDefault(c =>
            c.Succeeded && kind(c) && CauseWindow.MayBegin(gap, c.At, ChangeEvents.ActsWithin(c.Action))
        )
        where cause is not null
        select (runs, gap, cause);

    /// <summary>One finding for all schedules one principal changed alike.</summary>
    public static IEnumerable<Finding> Summarise(
        IEnumerable<(ScheduleRuns Runs, ExecutionGap Gap, ConfigurationChange Cause)> faults,
        IFindingRule rule,
        string expected,
        Func<ConfigurationChange, string> found,
        string remedy
    ) =>
        from fault in faults
        group fault by (fault.Cause.By, fault.Cause.Action, fault.Cause.Field, fault.Cause.After) into same
        let subjects = same.Select(f => f.Runs.History.Key).Distinct().Order().ToList()
        select new Finding
        {
            Rule = rule,
            Severity = subjects.Count > 1 ? Severity.Critical : Severity.High,
            Certainty = Certainty.Confirmed,
            Subjects = subjects,
            Expected = expected,
            Found = found(same.First().Cause),
            ExplainsOnset = true,
            Gaps = [.. same.Select(f => (f.Gap.Schedule, f.Gap.Start)).Distinct().Order()],
            Causes = [.. same.Select(f => f.Cause).Distinct().OrderBy(c => c.At).ThenBy(c => c.Subject, StringComparer.Ordinal)],
            Since = same.Min(f => f.Cause.At),
            EvidenceIds =
            [
                .. same.SelectMany(f => new[] { f.Cause.EvidenceId, f.Runs.History.EvidenceId }).Distinct(StringComparer.Ordinal),
            ],
            Remedy = remedy,
        };
}
