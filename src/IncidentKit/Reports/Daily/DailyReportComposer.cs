using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Reports.Incident;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Reports.Daily;

/// <summary>Composes the report of one day from the analysis, and writes down what each value rests on.</summary>
internal sealed class DailyReportComposer
{
    private const string DelayFormula = "the mean of start less fire time over the timed runs";
    private const string NoStart = "no RunTask call or ECS task shows when a run started";

    private readonly BundleReader _bundle;
    private readonly ReportDay _day;
    private readonly DiagnosisContext _context;
    private readonly DailyHistory? _history;
    private readonly BasisLedger _basis = new();
    private readonly CommonFacts _facts;
    private readonly ImpactComposer _impact;
    private readonly IReadOnlyList<ExecutionGap> _gaps;
    private readonly RunCounts _sum;

    public DailyReportComposer(BundleReader bundle, ReportRequest request, DiagnosisContext context, ReportDay day, DailyHistory? history)
    {
        (_bundle, _context, _day, _history) = (bundle, context, day, history);
        _gaps = [.. context.Runs.SelectMany(r => r.Gaps).OrderBy(g => g.Start).ThenBy(g => g.Schedule)];
        _sum = context.Runs.Aggregate(new RunCounts(), (total, r) => total + r.Counts);
        _facts = new CommonFacts(bundle, request, context, _basis);
        _impact = new ImpactComposer(request, context, _gaps, day.Window.End, _basis);
    }

    private Instant CoveredFrom => Instant.Max(_day.Window.Start, _bundle.Manifest.Window.Start);

    private Instant CoveredTo => Instant.Min(_day.Window.End, _bundle.Manifest.Window.End);

    public DailyGapReport Compose()
    {
        _basis.Derived("");
        foreach (var pointer in new[] { "/day/coveredFrom", "/day/coveredTo", "/coverage" })
            _basis.Measured(pointer, []);
        var findings = Findings();
        var impact = new DailyImpact(_impact.Markets(), _impact.Data());
        var unknowns = Unknowns().ToList();
        var totals = Totals();
        var outcome =
            _sum.Missed + _sum.Failed > 0 ? DayOutcome.Lost
            : unknowns.Count > 0 ? DayOutcome.PartlyUnknown
            : DayOutcome.AllRan;
        var report = new DailyGapReport
        {
            Day = new DailyDay(
                _day.Date,
                _day.Kind,
                _day.Zone.Id,
                _day.Market?.Id,
                _day.Window.Start,
                _day.Window.End,
                CoveredFrom,
                CoveredTo
            ),
            Outcome = outcome,
            Quiet =
                outcome == DayOutcome.AllRan
                && _sum.Late == 0
                && !(impact.Data ?? []).Any(d => d.Missing > 0)
                && !findings.Exists(NeedsAReader),
            Unknowns = unknowns,
            Totals = totals,
            Schedules = [.. _context.Runs.Select(Schedule)],
            Gaps = [.. _gaps.Select(Gap)],
            Findings = findings,
            Impact = impact,
            Comparison = Comparison(totals),
            Coverage = _bundle.Manifest.Coverage,
            Notices = _facts.Notices(),
            Basis = _basis.Rows,
            Evidence = [],
            Provenance = _facts.Provenance([.. _impact.Inputs, .. (_history?.Days ?? []).Select(d => d.File)]),
        };
        return report with
        {
            Evidence = _facts.Cited(
                report
                    .Basis.SelectMany(b => b.Evidence)
                    .Concat(report.Gaps.SelectMany(g => g.Evidence))
                    .Concat(report.Findings.SelectMany(f => f.Evidence))
            ),
        };
    }

    // ------------------------------------------------------------ runs

    private DailyTotals? Totals()
    {
        if (_context.Runs.Count == 0 && !SchedulerIsComplete)
        {
            _basis.Unknown("/totals", "no schedule was recorded", "see coverage");
            return null;
        }

        _basis.Derived("/totals", "the sums of schedules");
        DelayBasis("/totals", _sum);
        return new DailyTotals(
            _context.Runs.Count,
            _context.Runs.Count(r => r.Counts.Missed + r.Counts.Failed > 0),
            _sum.Expected,
            _sum.Ran,
            _sum.Late,
            _sum.Failed,
            _sum.Missed,
            _sum.Unknown,
            _sum.Optional,
            _sum.Extra,
            _sum.Timed,
            _sum.MeanStartDelay
        );
    }

    private DailySchedule Schedule(ScheduleRuns runs, int index)
    {
        var (latest, counts) = (runs.History.Latest, runs.Counts);
        _basis.Measured($"/schedules/{index}", runs.EvidenceIds.Prepend(runs.History.EvidenceId).Distinct(StringComparer.Ordinal));
        DelayBasis($"/schedules/{index}", counts);
        return new DailySchedule(
            runs.History.Key.Name,
            runs.History.Key.Group,
            latest.Expression.Text,
            latest.TimeZone.Id,
            CommonFacts.State(runs),
            counts.Expected,
            counts.Ran,
            counts.Late,
            counts.Failed,
            counts.Missed,
            counts.Unknown,
            counts.Optional,
            counts.Extra,
            counts.Timed,
            counts.MeanStartDelay
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
            gap.Schedule.Name,
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

    // ------------------------------------------------------------ what is unknown

    private bool SchedulerIsComplete => SchedulerRows.Any() && SchedulerRows.All(c => c.Status == CoverageStatus.Complete);

    private IEnumerable<SourceCoverage> SchedulerRows => _bundle.Manifest.Coverage.Where(c => c.Source.Split('[')[0] == "scheduler");

    private IEnumerable<DailyUnknown> Unknowns()
    {
        if (CoveredFrom > _day.Window.Start || CoveredTo < _day.Window.End)
            yield return new DailyUnknown($"only {Text(CoveredFrom)} to {Text(CoveredTo)} of the day was recorded", "record the whole day");
        if (!_bundle.Manifest.Complete)
            yield return new DailyUnknown("the recording was interrupted", "go on with collect --resume");
        foreach (var row in SchedulerRows.Where(c => c.Status != CoverageStatus.Complete))
            yield return new DailyUnknown(
                $"{row.Source} is {row.Status.ToString().ToLowerInvariant()}: there may be schedules that are not counted",
                "see coverage"
            );
        if (_context.Runs.Count == 0 && !SchedulerRows.Any())
            yield return new DailyUnknown("no schedule was recorded", "record the account with collect");
        if (_sum.Unknown > 0)
            yield return new DailyUnknown(
                $"{_sum.Unknown} runs: no evidence covers their fire times",
                "see coverage; record later, when the sources have caught up"
            );
    }

    // ------------------------------------------------------------ findings

    private List<DailyFinding> Findings()
    {
        var ordered = _context
            .Diagnose()
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

        return [.. ordered.Select((f, i) => With(_facts.Finding(f.Finding, i), f.New))];
    }

    private DailyFinding With(ReportFinding f, List<string>? isNew) =>
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
            isNew is null
                ? null
                : _history!.Days.Count(d =>
                    d.Findings.Any(e => e.RuleId == f.RuleId && f.Subjects.Contains(e.Subject, StringComparer.Ordinal))
                )
        );

    private List<string>? NewSubjects(Finding finding) =>
        _history is not { Days.Count: > 0 }
            ? null
            :
            [
                .. finding
                    .Subjects.Select(s => s.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Where(s => !_history.Days.Any(d => d.Findings.Contains((finding.RuleId, s)))),
            ];

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
                .. _context
                    .Runs.Where(r => r.Counts.Missed + r.Counts.Failed > 0)
                    .Select(r => r.History.Key.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Select(name => new DailyRecurrence(
                        name,
                        days.Count(d => d.Losers.Contains(name)),
                        [.. days.Where(d => d.Losers.Contains(name)).Select(d => d.Date)]
                    ))
                    .Where(r => r.Days > 0),
            ]
        );
    }

    private static Duration Mean(List<EarlierDay> timed) =>
        Duration.FromSeconds(
            (long)
                Math.Round(
                    timed.Sum(d => d.Counts.MeanStartDelay!.Value.TotalSeconds * d.TimedRuns) / timed.Sum(d => d.TimedRuns),
                    MidpointRounding.ToEven
                )
        );

    private static string Text(Instant instant) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss 'UTC'").Format(instant);
}
