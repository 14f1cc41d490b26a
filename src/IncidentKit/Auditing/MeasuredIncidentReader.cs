using IncidentKit.Analysis;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Auditing;

/// <summary>Reads from incident-report.json what was measured of its incident.</summary>
internal static class MeasuredIncidentReader
{
    /// <summary>What was measured.</summary>
    public static MeasuredIncident Of(MeasuredDocument report, IReadOnlyList<MarketCalendar> markets)
    {
        var (incident, totals, schedules, gaps) = (report.Incident, report.Totals, report.Schedules, report.Gaps);
        var end = incident.Mitigated ?? report.Window.End;
        var outage = report.Outages.FirstOrDefault(o => o.Onset == incident.Onset)?.Id;
        var losses = gaps.Where(g => g.Outage == outage && outage is not null).Select(g => Loss(g, report)).ToList();
        var lost = losses.SelectMany(l => l.Names).ToHashSet(StringComparer.Ordinal);
        return new MeasuredIncident
        {
            Status = incident.Status,
            Schedules = totals.Schedules,
            SchedulesWithMissedRuns = totals.SchedulesWithMissedRuns,
            SchedulesWithUnknownRuns = schedules.Count(s => s is { Missed: 0, Unknown: > 0 }),
            UnknownRuns = totals.Unknown,
            MissedRuns = schedules.Select(s => s.Missed).Append(totals.Missed).Concat(gaps.Select(g => g.Missed)).ToHashSet(),
            ExpectedRuns = schedules.Select(s => s.Expected).Append(totals.Expected).ToHashSet(),
            MissedRunsOf = schedules
                .SelectMany(s => NamesOf(s.Name).SelectMany(n => Counts(s, gaps).Select(c => (Name: n, Count: c))))
                .ToLookup(s => s.Name, s => s.Count, StringComparer.OrdinalIgnoreCase),
            Onset = incident.Onset,
            OnsetAtOrBefore = incident.OnsetAtOrBefore ?? false,
            Mitigated = incident.Mitigated,
            Outage = incident.Onset < end ? new Interval(incident.Onset, end) : null,
            Losses = losses,
            OtherNames = [.. schedules.SelectMany(s => NamesOf(s.Name)).Where(n => !lost.Contains(n)).Distinct(StringComparer.Ordinal)],
            Markets = markets,
            Starts = Known(gaps.Select(g => (Instant?)g.Start), incident.Onset, incident.Trigger?.At),
            Ends = Known(gaps.Select(g => g.End), incident.RecoveryStarted, incident.Mitigated, incident.Resolved),
            GapLengths = [.. gaps.Select(g => g.End - g.Start).OfType<Duration>()],
            States = schedules
                .SelectMany(s => NamesOf(s.Name).Select(n => (Name: n, s.State)))
                .ToLookup(s => s.Name, s => s.State, StringComparer.Ordinal),
            Changes = [.. report.Changes.Concat(report.ManualRuns).Select(c => new MeasuredChange(c.At, c.By ?? "", First(c.Evidence)))],
            BrokenBy = incident.Trigger?.By,
            RepairedBy = [.. report.Pushes.Where(p => p.At == incident.Trigger?.At).Select(p => p.Undone?.By).OfType<string>()],
            Causes = [.. report.Findings.Select(f => new MeasuredCause(f.RuleId, f.Name, f.Certainty, f.ExplainsOnset))],
        };
    }

    /// <summary>People may name a schedule whose name repeats by its name alone, which then stands for all of that name.</summary>
    public static IEnumerable<string> NamesOf(string schedule) =>
        ScheduleNames.NameIn(schedule) is { } name ? [schedule, name] : [schedule];

    /// <summary>The first records of a value, by commas.</summary>
    public static string First(IReadOnlyList<string> evidence) => string.Join(", ", evidence.Take(3));

    /// <summary>The counts of missed runs of a schedule that may be meant: in all, and of each of its gaps.</summary>
    private static IEnumerable<int> Counts(MeasuredDocument.Schedule schedule, IReadOnlyList<MeasuredDocument.Gap> gaps) =>
        gaps.Where(g => g.Schedule == schedule.Name).Select(g => g.Missed).Prepend(schedule.Missed).Distinct();

    private static MeasuredLoss Loss(MeasuredDocument.Gap gap, MeasuredDocument report) =>
        new(
            gap.Schedule,
            [.. NamesOf(gap.Schedule)],
            gap.Start,
            report
                .Lost.Where(l => l.Schedule == gap.Schedule && l.First >= gap.Start && !(l.First >= gap.End))
                .Select(l => (Instant?)l.Last)
                .Max()
                ?? gap.Start,
            gap.End < report.Window.End ? gap.End : null
        );

    private static List<Instant> Known(IEnumerable<Instant?> moments, params Instant?[] others) =>
        [.. moments.Concat(others).OfType<Instant>()];
}
