using IncidentKit.Analysis;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps the schedules and what became of their runs.</summary>
internal sealed class ScheduleComposer(BundleAnalysis analysis, BasisLedger basis)
{
    /// <summary>The sums over all schedules.</summary>
    public ReportTotals Totals()
    {
        var sum = analysis.Totals;
        basis.Derived("/totals", "the sums of schedules");
        return new ReportTotals(
            analysis.Context.Runs.Count,
            analysis.Context.Runs.Count(r => r.Counts.Missed > 0),
            sum.Expected,
            sum.Ran,
            sum.Late,
            sum.Failed,
            sum.Missed,
            sum.Unknown,
            sum.Optional,
            sum.Extra,
            sum.OutcomeUnknown,
            sum.Succeeded,
            sum.Running
        );
    }

    /// <summary>All schedules, by name.</summary>
    public IReadOnlyList<ReportSchedule> Schedules() => [.. analysis.Context.Runs.Select(Schedule)];

    /// <summary>The gaps of the outages, by start and schedule.</summary>
    public IReadOnlyList<ReportGap> Gaps() =>
        [
            .. analysis
                .Outages.SelectMany(o => o.Outage.Gaps.Select(g => (o.Id, Gap: g)))
                .OrderBy(g => g.Gap.Start)
                .ThenBy(g => g.Gap.Schedule)
                .Select((g, i) => Gap(g.Gap, g.Id, i)),
        ];

    /// <summary>Missed and failed runs, by schedule and time.</summary>
    public IReadOnlyList<ReportLostRuns> Lost() =>
        [.. analysis.Lost.Select(l => new ReportLostRuns(analysis.Names[l.Schedule], l.Layer, l.First, l.Last, l.Runs))];

    /// <summary>Runs started by hand, by time.</summary>
    public IReadOnlyList<ReportManualRun> ManualRuns() => [.. analysis.ManualRuns.Select(ManualRun)];

    private ReportSchedule Schedule(ScheduleRuns runs, int index)
    {
        var latest = runs.History.Latest;
        var counts = runs.Counts;
        basis.Measured($"/schedules/{index}", runs.EvidenceIds.Prepend(runs.History.EvidenceId).Distinct(StringComparer.Ordinal));
        if (latest.ExpressionText is null)
            basis.Unknown($"/schedules/{index}/expression", "its configuration was not recorded", GetSchedule(runs.History.Key));
        if (latest.Target.IsNotRecorded)
            basis.Unknown($"/schedules/{index}/target", "its configuration was not recorded", GetSchedule(runs.History.Key));
        if (runs.LastGood is null)
            basis.Unknown($"/schedules/{index}/lastRun", "no run of it was seen in the window", null);
        if (runs.Next is null)
            basis.Unknown($"/schedules/{index}/nextFireTime", "it has no fire time ahead, or its phase is unknown", null);
        var unknown = UnknownOutcomes.Of(analysis.Context, runs);
        if (unknown is { } why)
            basis.Derived($"/schedules/{index}/outcomeReason", why.ToKnow is { } known ? $"to know it: {known}" : "nothing would tell");
        if (counts.Accepted > 0)
            basis.Derived($"/schedules/{index}/succeeded", $"{counts.Accepted} by accept: invoked in the settings, the others as measured");
        var lengths = ReportLengths.Of(runs.Lengths);
        ReportLengths.Note(basis, $"/schedules/{index}/lengths", lengths);
        return new ReportSchedule(
            analysis.Names[runs.History.Key],
            runs.History.Key.Group,
            latest.ExpressionText,
            latest.TimeZone.Id,
            ScheduleState.Of(runs),
            latest.Target.Kind,
            latest.Target.IsNotRecorded ? null : latest.Target.CalledNames.FirstOrDefault(latest.Target.Arn),
            runs.LastGood,
            runs.Next,
            counts.Expected,
            counts.Ran,
            counts.Late,
            counts.Failed,
            counts.Missed,
            counts.Unknown,
            counts.Optional,
            counts.Extra,
            counts.OutcomeUnknown,
            latest.Target.RoleArn,
            latest.Target.TaskDefinitionArn,
            latest.Target.DeadLetterArn,
            latest.Target.Task?.Subnets ?? [],
            latest.Target.Task?.SecurityGroups ?? [],
            [.. Definition(runs)?.Containers.Select(c => c.LogGroup).Distinct(StringComparer.Ordinal) ?? []],
            runs.History.Key.Region,
            counts.Succeeded,
            counts.Running,
            unknown?.Text,
            lengths,
            runs.History.Key.IsRule ? runs.History.Key.Name : null,
            runs.History.Key.Target
        );
    }

    private static string GetSchedule(ScheduleKey key) =>
        key.IsRule
            ? $"aws events list-targets-by-rule --region {key.Region} --rule {key.Name}"
            : $"aws scheduler get-schedule --region {key.Region} --group-name {key.Group} --name {key.Name}";

    private TaskDefinitionState? Definition(ScheduleRuns runs) =>
        runs.History.Latest.Target.TaskDefinitionArn is { } arn
            ? analysis.Context.States.TaskDefinition(runs.History.Key.Region, arn)
            : null;

    private ReportGap Gap(ExecutionGap gap, string outage, int index)
    {
        basis.Measured($"/gaps/{index}", gap.EvidenceIds);
        return new ReportGap(
            analysis.Names[gap.Schedule],
            gap.Start,
            gap.End,
            gap.Missed,
            gap.Failed,
            gap.Unknown,
            gap.Layer,
            outage,
            BasisLedger.Few(gap.EvidenceIds),
            gap.EvidenceIds.Count
        );
    }

    private ReportManualRun ManualRun(ManualRun run, int index)
    {
        basis.Measured($"/manualRuns/{index}", [run.EvidenceId]);
        return new ReportManualRun(analysis.Names[run.Schedule], run.At, run.By, run.Task.ToString(), [run.EvidenceId]);
    }
}
