using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Reports.Incident;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>Composes the report of one day from the analysis, and writes down what each value rests on.</summary>
internal sealed class DailyReportComposer
{
    private const string DelayFormula = "the mean of start less fire time over the timed runs";
    private const string NoStart = "no RunTask call or ECS task shows when a run started";

    private readonly BundleAnalysis _analysis;
    private readonly ReportDay _day;
    private readonly DailyHistory? _history;
    private readonly DayJudgement _judgement;
    private readonly RunCounts _sum;
    private readonly BasisLedger _basis = new();
    private readonly CommonFacts _common;

    public DailyReportComposer(BundleReader bundle, BundleAnalysis analysis, ReportDay day, DailyHistory? history)
    {
        (_analysis, _day, _history) = (analysis, day, history);
        _judgement = DayJudgement.Of(analysis);
        _sum = analysis.Totals;
        _common = new CommonFacts(bundle, analysis);
    }

    public DailyGapReport Compose()
    {
        _basis.Derived("");
        foreach (var pointer in new[] { "/day/coveredFrom", "/day/coveredTo", "/coverage" })
            _basis.Measured(pointer, []);
        var cost = ImpactAnalysis.OfWindow(_analysis);
        var impact = new ImpactComposer(cost, _basis);
        var findings = Findings();
        var lost = new DailyImpact(impact.Markets(), impact.Data());
        var totals = Totals();
        var quiet = IsQuiet(lost, findings);
        var brief = DailyBrief.Of(_analysis, cost, _judgement, _day.Date, _day.Kind, BriefClock.Of(_day.Zone, _day.Window), quiet);
        var report = new DailyGapReport
        {
            Day = DailyDay.Of(_day, _judgement.Covered),
            Outcome = _judgement.Outcome,
            Quiet = quiet,
            Headline = brief.Headline,
            Brief = brief.Lines,
            Unknowns = [.. _judgement.Unknowns.Select(u => new DailyUnknown(u.Text, u.ToKnow))],
            Totals = totals,
            Schedules = [.. _analysis.Context.Runs.Select(Schedule)],
            Gaps = [.. _analysis.Gaps.Select(Gap)],
            Findings = findings,
            Impact = lost,
            Comparison = Comparison(totals),
            Coverage = _analysis.Recording.Coverage,
            Notices = [.. _analysis.Notices, .. _analysis.Intended.Where(i => i.Runs > 0).Select(i => i.Text(_analysis.Names))],
            Basis = _basis.Rows,
            Evidence = [],
            Provenance = _common.Provenance([.. impact.Inputs, .. (_history?.Days ?? []).Select(d => d.File)]),
        };
        return report with
        {
            Evidence = _common.Cited(
                report
                    .Basis.SelectMany(b => b.Evidence)
                    .Concat(report.Gaps.SelectMany(g => g.Evidence))
                    .Concat(report.Findings.SelectMany(f => f.Evidence))
            ),
        };
    }

    /// <summary>Whether nobody needs to read the report: all ran in time, no data is missing, and no finding is new.</summary>
    private bool IsQuiet(DailyImpact lost, List<DailyFinding> findings) =>
        _judgement.Outcome == DayOutcome.AllRan
        && _sum.Late == 0
        && !(lost.Data ?? []).Any(d => d.Missing > 0)
        && !findings.Exists(NeedsAReader);

    private DailyTotals? Totals()
    {
        if (_judgement.SchedulesAreUnknown)
        {
            _basis.Unknown("/totals", "no schedule was recorded", "see coverage");
            return null;
        }

        _basis.Derived("/totals", "the sums of schedules");
        DelayBasis("/totals", _sum);
        return new DailyTotals(
            _analysis.Context.Runs.Count,
            _analysis.Context.Runs.Count(r => r.Counts.Missed + r.Counts.Failed > 0),
            _sum.Expected,
            _sum.Ran,
            _sum.Late,
            _sum.Failed,
            _sum.Missed,
            _sum.Unknown,
            _sum.Optional,
            _sum.Extra,
            _sum.Timed,
            _sum.MeanStartDelay,
            _sum.Succeeded,
            _sum.OutcomeUnknown
        );
    }

    private DailySchedule Schedule(ScheduleRuns runs, int index)
    {
        var (latest, counts) = (runs.History.Latest, runs.Counts);
        _basis.Measured($"/schedules/{index}", runs.EvidenceIds.Prepend(runs.History.EvidenceId).Distinct(StringComparer.Ordinal));
        DelayBasis($"/schedules/{index}", counts);
        if (latest.ExpressionText is null)
            _basis.Unknown($"/schedules/{index}/expression", "its configuration was not recorded", null);
        var lengths = ReportLengths.Of(runs.Lengths);
        ReportLengths.Note(_basis, $"/schedules/{index}/lengths", lengths);
        return new DailySchedule(
            _analysis.Names[runs.History.Key],
            runs.History.Key.Group,
            latest.ExpressionText,
            latest.TimeZone.Id,
            ScheduleState.Of(runs),
            counts.Expected,
            counts.Ran,
            counts.Late,
            counts.Failed,
            counts.Missed,
            counts.Unknown,
            counts.Optional,
            counts.Extra,
            counts.Timed,
            counts.MeanStartDelay,
            counts.Succeeded,
            counts.OutcomeUnknown,
            lengths
        );
    }

    private void DelayBasis(string pointer, RunCounts counts)
    {
        if (counts.Timed == 0)
            _basis.Unknown($"{pointer}/meanStartDelay", NoStart, null);
        else
            _basis.Derived($"{pointer}/meanStartDelay", DelayFormula);
    }

    private DailyGap Gap(ExecutionGap gap, int index)
    {
        _basis.Measured($"/gaps/{index}", gap.EvidenceIds);
        if (gap.End is null)
            _basis.Unknown($"/gaps/{index}/end", "no later run of the day is known", "see the report of the next day");
        return new DailyGap(
            _analysis.Names[gap.Schedule],
            gap.Start,
            gap.LastGood is null,
            gap.End,
            gap.Missed,
            gap.Failed,
            gap.Unknown,
            gap.Layer,
            BasisLedger.Few(gap.EvidenceIds),
            gap.EvidenceIds.Count
        );
    }

    // ------------------------------------------------------------ findings

    /// <summary>Whether the day had long ended when it was recorded: how things stood then tells nothing of it.</summary>
    private bool IsPast => _day.Window.End + Lately < _analysis.Recording.CollectedAt;

    private static readonly Duration Lately = Duration.FromDays(1);

    private List<DailyFinding> Findings()
    {
        var ordered = _analysis
            .Findings.Where(f => !(f.IsOfPresent && IsPast))
            .Select(f => (Finding: f, New: NewSubjects(f)))
            .OrderByDescending(f => f.New is { Count: > 0 })
            .ToList();
        if (_history is not { Days.Count: > 0 })
        {
            for (var i = 0; i < ordered.Count; i++)
            {
                foreach (var field in new[] { "new", "newSubjects", "daysSeen" })
                    _basis.Unknown($"/findings/{i}/{field}", "no earlier day is kept to compare with", "give --history DIR");
            }
        }

        return [.. ordered.Select((f, i) => With(Finding(f.Finding, i), f.Finding.Subjects, f.New))];
    }

    private ReportFinding Finding(Finding finding, int index)
    {
        _basis.Measured($"/findings/{index}", finding.EvidenceIds);
        return CommonFacts.Finding(finding, _analysis.Names);
    }

    private DailyFinding With(ReportFinding f, IReadOnlyList<ScheduleKey> subjects, List<string>? isNew) =>
        new(
            f.RuleId,
            f.Name,
            f.Severity,
            f.Certainty,
            f.Subjects,
            f.Expected,
            f.Found,
            f.ExplainsOnset,
            f.Evidence,
            f.EvidenceCount,
            f.Remedy,
            isNew is null ? null : isNew.Count > 0,
            isNew,
            isNew is null ? null : _history!.Days.Count(d => subjects.Any(s => Had(d, f.RuleId, s)))
        );

    private List<string>? NewSubjects(Finding finding) =>
        _history is not { Days.Count: > 0 }
            ? null
            : [.. finding.Subjects.Where(s => !_history.Days.Any(d => Had(d, finding.RuleId, s))).Select(s => _analysis.Names[s])];

    private static bool Had(EarlierDay day, string rule, ScheduleKey subject) =>
        day.Findings.Contains((rule, subject.Name)) || day.Findings.Contains((rule, subject.ToString()));

    /// <summary>A finding that is new, or that may be and is more than a wish.</summary>
    private static bool NeedsAReader(DailyFinding finding) => finding.New ?? finding.Severity > Severity.Low;

    // ------------------------------------------------------------ the days before

    private DailyComparison? Comparison(DailyTotals? totals)
    {
        if (_history is null)
        {
            _basis.Unknown("/comparison", "no folder of earlier reports was given", "give --history DIR");
            return null;
        }

        var days = _history.Days;
        _basis.Derived("/comparison", "from the kept reports that provenance names");
        var counted = days.Where(d => d.Counts.Missed is not null).ToList();
        if (counted.Count == 0)
            _basis.Unknown("/comparison/lostPerDay", "no earlier day is kept", "keep a report of each day in the folder");
        var timed = days.Where(d => d.Counts.MeanStartDelay is not null).ToList();
        if (timed.Count == 0)
            _basis.Unknown(
                "/comparison/meanStartDelay",
                "no earlier day with a timed run is kept",
                "keep a report of each day in the folder"
            );
        var today = new DailyTrendRow(
            _day.Date,
            totals?.Expected,
            totals?.Late,
            totals?.Failed,
            totals?.Missed,
            totals?.Unknown,
            totals?.MeanStartDelay
        );
        List<DailyTrendRow> trend = [.. days.Select(d => d.Counts), today];
        for (var i = 0; i < trend.Count; i++)
        {
            if (trend[i].Expected is null)
                _basis.Unknown($"/comparison/trend/{i}", "no schedule was recorded", null);
            else if (trend[i].MeanStartDelay is null)
                _basis.Unknown($"/comparison/trend/{i}/meanStartDelay", NoStart, null);
        }

        return new DailyComparison(
            _history.Asked.Count,
            days.Count,
            [.. _history.Asked.Except(days.Select(d => d.Date))],
            trend,
            counted.Count == 0 ? null : decimal.Round(counted.Sum(d => (decimal)(d.Counts.Missed + d.Counts.Failed)!) / counted.Count, 1),
            timed.Count == 0 ? null : Mean(timed),
            [
                .. _analysis
                    .Context.Runs.Where(r => r.Counts.Missed + r.Counts.Failed > 0)
                    .Select(r => (r.History.Key, On: days.Where(d => Lost(d, r.History.Key)).Select(d => d.Date).ToList()))
                    .Select(r => new DailyRecurrence(_analysis.Names[r.Key], r.On.Count, r.On))
                    .Where(r => r.Days > 0),
            ]
        );
    }

    private static bool Lost(EarlierDay day, ScheduleKey schedule) =>
        day.Losers.Contains(schedule.Name) || day.Losers.Contains(schedule.ToString());

    private static Duration Mean(List<EarlierDay> timed) =>
        Duration.FromSeconds(
            (long)
                Math.Round(
                    timed.Sum(d => d.Counts.MeanStartDelay!.Value.TotalSeconds * d.TimedRuns) / timed.Sum(d => d.TimedRuns),
                    MidpointRounding.ToEven
                )
        );
}
