using IncidentKit.Analysis;
using NodaTime;

namespace IncidentKit.Reports.Check;

/// <summary>Maps an analysis whose window ends now to the answer of <c>check</c>.</summary>
internal static class CheckComposer
{
    /// <summary>Maps it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    public static CheckReport Compose(BundleAnalysis analysis, Instant? since)
    {
        var at = analysis.Context.Window.End;
        var market = analysis.Context.Markets.Count > 0 ? analysis.Context.Markets[0] : null;
        var open = market?.NextOpen(at);
        var checks = ScheduleCheck.All(analysis, since);
        var schedules = checks.Select(c => Schedule(c, analysis)).ToList();
        return new CheckReport
        {
            At = at,
            Since = since,
            Verdict = ScheduleCheck.Overall(checks),
            Reasons = Reasons(schedules),
            Market = market?.Id,
            NextOpen = open,
            TimeToNextOpen = open - at,
            Schedules = schedules,
            Findings = [.. analysis.Findings.Select(f => CommonFacts.Finding(f, analysis.Names))],
            Coverage = analysis.Recording.Coverage,
        };
    }

    private static List<string> Reasons(List<CheckedSchedule> schedules)
    {
        if (schedules.Count == 0)
            return ["no schedule was found"];
        var reasons = schedules
            .Where(s => s.Verdict != CheckVerdict.Sound)
            .SelectMany(s => s.Reasons.Select(r => $"{s.Schedule}: {r}"))
            .ToList();
        return reasons.Count > 0 ? reasons : ["every schedule ran when it last should have, and no fault was found"];
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
            [.. analysis.Findings.Where(f => f.Subjects.Contains(key)).Select(f => f.RuleId).Distinct(StringComparer.Ordinal)]
        );
    }
}
