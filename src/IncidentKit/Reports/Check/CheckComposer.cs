using IncidentKit.Analysis;
using NodaTime;

namespace IncidentKit.Reports.Check;

/// <summary>Maps an analysis whose window ends now to the answer of <c>check</c>.</summary>
internal static class CheckComposer
{
    /// <summary>Maps it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="recordedAt">When the evidence was recorded; null for what the analysis says.</param>
    /// <param name="notTold">What of it cannot be told as of the end of the window.</param>
    public static CheckReport Compose(BundleAnalysis analysis, Instant? recordedAt = null, IReadOnlyList<string>? notTold = null)
    {
        var at = analysis.Context.Window.End;
        var market = analysis.Context.Markets.Count > 0 ? analysis.Context.Markets[0] : null;
        var open = market?.NextOpen(at);
        var checks = analysis.Readiness.Schedules;
        var schedules = checks.Select(c => Schedule(c, analysis)).ToList();
        return new CheckReport
        {
            At = at,
            RecordedAt = recordedAt ?? analysis.Recording.CollectedAt,
            NotTold = notTold ?? [],
            Since = analysis.Inputs.ProvedSince,
            Verdict = ScheduleCheck.Overall(checks, analysis.Unseen),
            Reasons = OpenReadiness.Sentences(checks, analysis.Unseen, analysis.Context),
            Market = market?.Id,
            NextOpen = open,
            TimeToNextOpen = open - at,
            Schedules = schedules,
            Findings = [.. analysis.Findings.Select(f => CommonFacts.Finding(f, analysis.Names))],
            Coverage = analysis.Recording.Coverage,
        };
    }

    private static CheckedSchedule Schedule(ScheduleCheck check, BundleAnalysis analysis)
    {
        var key = check.Runs.History.Key;
        return new CheckedSchedule(
            analysis.Names[key],
            check.Verdict,
            ScheduleState.Of(check.Runs),
            check.LastDue,
            check.LastRun,
            check.FirstGoodSince,
            check.Runs.Next,
            check.Reasons,
            [.. analysis.Findings.Where(f => f.Subjects.Contains(key)).Select(f => f.RuleId).Distinct(StringComparer.Ordinal)],
            check.Runs.Counts.Succeeded,
            check.Runs.Counts.OutcomeUnknown,
            ReportLengths.Of(check.Runs.Lengths)
        );
    }
}
