using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Impact;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes the report model from the analysis, and writes down what each value rests on.</summary>
internal sealed class IncidentReportComposer
{
    private readonly BundleReader _bundle;
    private readonly ReportRequest _request;
    private readonly DiagnosisContext _context;
    private readonly IReadOnlyList<ManualRun> _manualRuns;
    private readonly IReadOnlyList<Outage> _outages;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly Outage? _outage;
    private readonly KeyTimes? _times;
    private readonly BasisLedger _basis = new();
    private readonly ImpactComposer _impact;
    private readonly AttestedComposer _attested;
    private readonly CommonFacts _facts;
    private readonly IReadOnlyList<GroupActivity> _activity;

    public IncidentReportComposer(BundleReader bundle, ReportRequest request, DiagnosisContext context, IReadOnlyList<ManualRun> manualRuns)
    {
        (_bundle, _request, _context, _manualRuns) = (bundle, request, context, manualRuns);
        _outages = OutageFinder.Find(context.Runs);
        _findings = context.Diagnose();
        _outage = Choose();
        _times = _outage is null ? null : KeyTimes.Of(_outage, context.Runs, _findings, request.Incident?.Milestones.Detected);
        _activity = GroupActivity.All(context.Ledger, context.Runs, context.Markets.Count > 0 ? context.Markets[0] : null, context.Window);
        _impact = new ImpactComposer(
            request,
            context,
            _outage?.Gaps ?? [],
            request.Incident?.Milestones.Verified ?? _outage?.Mitigated ?? context.Window.End,
            _basis,
            OutageSpan is { } outage ? (_activity, outage) : null
        );
        _facts = new CommonFacts(bundle, request, context, _basis);
        _attested = new AttestedComposer(request.Incident, _basis);
    }

    public IncidentReport Compose()
    {
        _basis.Derived("");
        _basis.Measured("/window", []);
        _basis.Measured("/coverage", []);
        var gaps = _outages
            .SelectMany(o => o.Gaps.Select(g => (Outage: o, Gap: g)))
            .OrderBy(g => g.Gap.Start)
            .ThenBy(g => g.Gap.Schedule)
            .ToList();
        var repairs = RepairPlan.For(_context, _findings);
        var missing = RepairPlan.MissingLogGroups(_context, _findings).Select(g => new ReportLogGroup(g.Name, g.Region)).ToList();
        var recovery = new RecoveryComposer(_context, _outage, _findings, repairs.Count + missing.Count, _basis);
        var incident = Incident();
        var report = new IncidentReport
        {
            Window = new ReportWindow(_context.Window.Start, _context.Window.End),
            Incident = incident,
            Totals = Totals(),
            Outages = [.. _outages.Select(Outage)],
            Schedules = [.. _context.Runs.Select(Schedule)],
            Gaps = [.. gaps.Select((g, i) => Gap(g.Gap, g.Outage, i))],
            Lost = [.. _context.Runs.SelectMany(Lost)],
            ManualRuns = [.. _manualRuns.Where(r => _context.Window.Contains(r.At)).Select(ManualRun)],
            Findings = [.. _findings.Select(_facts.Finding)],
            Changes = Changes(),
            Impact = _impact.Compose(),
            Milestones = _attested.Milestones(incident.Onset),
            Attested = _attested.Compose(),
            Verification = recovery.Verification(),
            Readiness = recovery.ForTheNextOpen(),
            Recurrence = Recurrence(),
            Sessions = Sessions(),
            Lanes = LaneComposer.Compose(_context),
            LogActivity = new LogActivityComposer(_activity, _context.Window, OutageSpan, [.. _outage?.Schedules ?? []], _basis).Compose(),
            Timeline = TimelineRows(),
            ActionItems = _attested.Actions(
                _findings
                    .SelectMany(f =>
                        ActionSuggestion
                            .For(f.RuleId)
                            .Select(s => new ReportActionItem(s.Text, null, null, s.Type, s.Priority, f.RuleId, true))
                    )
                    .Distinct()
            ),
            Fixes = Fixes(),
            Detection = Detection(),
            MissingLogGroups = [.. missing],
            Repairs = [.. repairs.Select(Repair)],
            RepairNotice = repairs.Count + missing.Count > 0 ? null : RepairNotice(),
            Coverage = _bundle.Manifest.Coverage,
            Notices = Notices(incident),
            Basis = _basis.Rows,
            Evidence = [],
            Provenance = _facts.Provenance(_impact.Inputs),
        };
        return report with { Evidence = Cited(report) };
    }

    private Outage? Choose()
    {
        if (_request.Outage is not { } asked)
            return _outages.OrderByDescending(o => o.Gaps.Sum(g => g.Missed + g.Failed)).ThenBy(o => o.Number).FirstOrDefault();
        return _outages.FirstOrDefault(o => asked == Id(o) || asked == $"{o.Number}")
            ?? throw new InputException(
                InputProblem.CommandLine,
                _outages.Count == 0
                    ? $"there is no outage '{asked}': the bundle shows none"
                    : $"there is no outage '{asked}'; there are {string.Join(", ", _outages.Select(Id))}"
            );
    }

    /// <summary>The chosen outage, up to the end of the window while it is open; null without one.</summary>
    private Interval? OutageSpan => _outage is { } outage ? new Interval(outage.Onset, outage.Mitigated ?? _context.Window.End) : null;

    private static string Id(Outage outage) => $"O{outage.Number}";

    private ReportIncident Incident()
    {
        var file = _request.Incident;
        var lost = _context.Runs.Count(r => r.Counts.Missed > 0);
        var unknown = _context.Runs.Sum(r => r.Counts.Unknown);
        AttestOrUnknown("severity", file?.Severity is not null, "nobody gave one", "put severity into incident.yaml");
        if (file?.Title is not null)
            Attest("title", "title");
        if (_outage is null || _times is not { } times)
        {
            const string none = "no outage was found";
            foreach (
                var field in new[]
                {
                    "onset",
                    "onsetAtOrBefore",
                    "trigger",
                    "recoveryStarted",
                    "mitigated",
                    "resolved",
                    "timeToDetect",
                    "timeToMitigate",
                    "timeToResolve",
                    "duration",
                }
            )
                _basis.Unknown($"/incident/{field}", none, null);
            AttestOrUnknown("detected", file?.Milestones.Detected is not null, none, null, "milestones.detected");
            var status = unknown > 0 ? "unknown" : "noOutage";
            return new ReportIncident(
                file?.Title ?? (unknown > 0 ? "No outage found; some runs are unknown" : "No outage"),
                file?.Severity,
                status,
                null,
                null,
                null,
                file?.Milestones.Detected,
                null,
                null,
                null,
                [],
                null,
                null,
                null,
                null
            );
        }

        var trigger = Trigger(_outage);
        IncidentBasis(_outage, times, trigger);
        return new ReportIncident(
            file?.Title ?? $"{lost} of {_context.Runs.Count} schedules missed runs",
            file?.Severity,
            times.Resolved is not null && times.Mitigated is not null ? "resolved"
                : times.Mitigated is not null ? "mitigated"
                : "ongoing",
            times.Onset,
            _outage.OnsetAtOrBefore,
            trigger,
            times.Detected,
            _outage.RecoveryStarted,
            times.Mitigated,
            times.Resolved,
            [.. _outage.Unproven.OrderBy(u => u.Schedule).Select(u => new ReportUnproven(u.Schedule.Name, u.Next))],
            times.TimeToDetect,
            times.TimeToMitigate,
            times.TimeToResolve,
            times.TimeToMitigate
        );
    }

    private void IncidentBasis(Outage outage, KeyTimes times, ReportTrigger? trigger)
    {
        var first = outage
            .Gaps.Where(g => g.Start == outage.Onset)
            .SelectMany(g => g.EvidenceIds)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        _basis.Measured("/incident/onset", first);
        _basis.Measured("/incident/onsetAtOrBefore", first);
        if (trigger is null)
            _basis.Unknown(
                "/incident/trigger",
                "no recorded change lies between the last good and the first missed run",
                WhereToLook(outage)
            );
        else
            _basis.Measured("/incident/trigger", trigger.Evidence);
        AttestOrUnknown(
            "detected",
            times.Detected is not null,
            "nobody says when it was noticed",
            "put milestones.detected into incident.yaml",
            "milestones.detected"
        );
        if (times.Detected is null)
            _basis.Unknown("/incident/timeToDetect", "the time of detection is unknown", "put milestones.detected into incident.yaml");
        var recovery = outage.Gaps.Where(g => g.End is not null).SelectMany(g => g.EvidenceIds.Take(2)).Distinct(StringComparer.Ordinal);
        const string open = "it had not ended when the evidence was recorded";
        const string again = "record a later window";
        MeasuredOrUnknown("recoveryStarted", outage.RecoveryStarted is not null, recovery, open, again);
        MeasuredOrUnknown("mitigated", times.Mitigated is not null, recovery, open, again);
        foreach (var field in new[] { "timeToMitigate", "duration" })
        {
            if (times.Mitigated is null)
                _basis.Unknown($"/incident/{field}", open, again);
            else
                _basis.Derived($"/incident/{field}", "mitigated less onset");
        }

        MeasuredOrUnknown(
            "resolved",
            times.Resolved is not null,
            times.Fixes.Select(f => f.EvidenceId).Distinct(StringComparer.Ordinal),
            "no recorded change removed the cause for every schedule of the outage",
            again
        );
        if (times.Resolved is null)
            _basis.Unknown("/incident/timeToResolve", "the time of resolution is unknown", again);
        else
            _basis.Derived("/incident/timeToResolve", "resolved less onset");
    }

    /// <summary>What could not be excluded, else what no recording holds.</summary>
    private string WhereToLook(Outage outage)
    {
        var open = _findings
            .Where(f => f.Certainty == Certainty.NotExcluded && f.Severity > Severity.Low && f.Subjects.Intersect(outage.Schedules).Any())
            .Select(f => $"{f.RuleId} {f.Name}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        const string elsewhere = "look at deployments, quotas and the account's bill of that minute";
        return open.Count == 0 ? elsewhere : $"could not be excluded: {string.Join(", ", open)}; {elsewhere}";
    }

    private void Attest(string field, string key)
    {
        var file = _request.Incident!;
        _basis.Attested(
            $"/incident/{field}",
            file.Name ?? "incident.yaml",
            Analysis.Timeline.InputLine(file.Name, file.Lines.GetValueOrDefault(key))
        );
    }

    private void AttestOrUnknown(string field, bool known, string reason, string? toKnow, string? key = null)
    {
        if (known)
            Attest(field, key ?? field);
        else
            _basis.Unknown($"/incident/{field}", reason, toKnow);
    }

    private void MeasuredOrUnknown(string field, bool known, IEnumerable<string> evidence, string reason, string? toKnow)
    {
        if (known)
            _basis.Measured($"/incident/{field}", evidence);
        else
            _basis.Unknown($"/incident/{field}", reason, toKnow);
    }

    /// <summary>The change a finding blames, which may be to another resource than a schedule; else the first change before the gaps.</summary>
    private ReportTrigger? Trigger(Outage outage)
    {
        var schedules = outage.Schedules.ToHashSet();
        var blamed = _findings.Where(f => f.Subjects.Any(schedules.Contains)).SelectMany(f => f.Causes).OrderBy(c => c.At).ToList();
        var triggers = blamed.Count > 0 ? blamed : outage.Triggers;
        if (triggers.Count == 0)
            return null;
        var first = triggers[0];
        var alike = triggers.Where(t => t.Action == first.Action && t.By == first.By && t.Field == first.Field).ToList();
        var subjects = alike.Select(t => t.Subject).Distinct(StringComparer.Ordinal).ToList();
        var what = first.Field is null ? first.Action : $"{first.Action} of {first.Field}";
        var whose = subjects.Count == 1 ? subjects[0] : $"{subjects.Count} schedules";
        return new ReportTrigger(
            first.At,
            first.By,
            first.Action,
            $"{what} on {whose} by {first.By}",
            BasisLedger.Few(alike.Select(t => t.EvidenceId).Distinct(StringComparer.Ordinal))
        );
    }

    private ReportTotals Totals()
    {
        var sum = _context.Runs.Aggregate(new RunCounts(), (total, r) => total + r.Counts);
        _basis.Derived("/totals", "the sums of schedules");
        return new ReportTotals(
            _context.Runs.Count,
            _context.Runs.Count(r => r.Counts.Missed > 0),
            sum.Expected,
            sum.Ran,
            sum.Late,
            sum.Failed,
            sum.Missed,
            sum.Unknown,
            sum.Optional,
            sum.Extra,
            sum.OutcomeUnknown
        );
    }

    private ReportOutage Outage(Outage outage)
    {
        var schedules = outage.Schedules.ToList();
        return new ReportOutage(
            Id(outage),
            outage.Onset,
            outage.Mitigated,
            [.. schedules.Select(s => s.Name)],
            Trigger(outage)?.Text,
            [
                .. _findings
                    .Where(f => f.ExplainsOnset && f.Subjects.Intersect(schedules).Any())
                    .Select(f => f.RuleId)
                    .Distinct(StringComparer.Ordinal),
            ]
        );
    }

    private ReportSchedule Schedule(ScheduleRuns runs, int index)
    {
        var latest = runs.History.Latest;
        var counts = runs.Counts;
        _basis.Measured($"/schedules/{index}", runs.EvidenceIds.Prepend(runs.History.EvidenceId).Distinct(StringComparer.Ordinal));
        if (runs.LastGood is null)
            _basis.Unknown($"/schedules/{index}/lastRun", "no run of it was seen in the window", null);
        if (runs.Next is null)
            _basis.Unknown($"/schedules/{index}/nextFireTime", "it has no fire time ahead, or its phase is unknown", null);
        return new ReportSchedule(
            runs.History.Key.Name,
            runs.History.Key.Group,
            latest.Expression.Text,
            latest.TimeZone.Id,
            CommonFacts.State(runs),
            latest.Target.Kind switch
            {
                TargetKind.Ecs => "ecs",
                TargetKind.Lambda => "lambda",
                _ => "other",
            },
            latest.Target.Arn,
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
            latest.Target.Subnets,
            latest.Target.SecurityGroups,
            [.. Definition(runs)?.Containers.Select(c => c.LogGroup).Distinct(StringComparer.Ordinal) ?? []]
        );
    }

    private TaskDefinitionState? Definition(ScheduleRuns runs) =>
        runs.History.Latest.Target.TaskDefinitionArn is { } arn ? _context.States.TaskDefinition(runs.History.Key.Region, arn) : null;

    private ReportGap Gap(ExecutionGap gap, Outage outage, int index)
    {
        _basis.Measured($"/gaps/{index}", gap.EvidenceIds);
        return new ReportGap(
            gap.Schedule.Name,
            gap.Start,
            gap.End,
            gap.Missed,
            gap.Failed,
            gap.Unknown,
            gap.Layer,
            Id(outage),
            BasisLedger.Few(gap.EvidenceIds),
            gap.EvidenceIds.Count
        );
    }

    /// <summary>Runs of the same layer in a row; others between them end it.</summary>
    private static IEnumerable<ReportLostRuns> Lost(ScheduleRuns runs)
    {
        ReportLostRuns? open = null;
        foreach (var run in runs.NotRan)
        {
            var lost = run.Verdict is RunVerdict.Missed or RunVerdict.Failed;
            if (
                open is not null
                && lost
                && open.Layer == run.Layer
                && runs.Gaps.Any(g => open.First >= g.Start && run.FireTime <= g.LastBad)
            )
            {
                open = open with { Last = run.FireTime, Runs = open.Runs + 1 };
                continue;
            }

            if (lost || run.Verdict == RunVerdict.Late)
            {
                if (open is not null)
                    yield return open;
                open = lost ? new ReportLostRuns(runs.History.Key.Name, run.Layer, run.FireTime, run.FireTime, 1) : null;
            }
        }

        if (open is not null)
            yield return open;
    }

    private List<ReportDetection> Detection()
    {
        if (_outage is null)
            return [];
        var allowance = _request.Settings?.Allowance ?? Settings.DefaultAllowance;
        var detection = Counterfactual
            .Of(_outage, _context.Runs, allowance)
            .Select(c => new ReportDetection(c.Detector, c.At, _times?.Detected > c.At ? _times.Detected - c.At : null, c.Why))
            .ToList();
        for (var i = 0; i < detection.Count; i++)
        {
            _basis.Derived($"/detection/{i}", detection[i].Why);
            if (detection[i].Earlier is null)
                _basis.Unknown(
                    $"/detection/{i}/earlier",
                    _times?.Detected is null ? "the time of detection is unknown" : "it would not have told earlier",
                    _times?.Detected is null ? "put milestones.detected into incident.yaml" : null
                );
        }

        return detection;
    }

    private ReportManualRun ManualRun(ManualRun run, int index)
    {
        _basis.Measured($"/manualRuns/{index}", [run.EvidenceId]);
        return new ReportManualRun(run.Schedule.Name, run.At, run.By, run.Task.ToString(), [run.EvidenceId]);
    }

    private List<ReportChange> Changes()
    {
        // Findings blame and thank changes of other resources too.
        var changes = _context
            .Runs.SelectMany(r => r.History.Changes)
            .Concat(_findings.SelectMany(f => f.Causes.Concat(f.Recoveries)).Where(c => c.Schedule is null).Distinct())
            .OrderBy(c => c.At)
            .ThenBy(c => c.Subject, StringComparer.Ordinal)
            .ThenBy(c => c.Field, StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < changes.Count; i++)
            _basis.Measured($"/changes/{i}", [changes[i].EvidenceId]);
        return changes.ConvertAll(c => new ReportChange(
            c.At,
            c.By,
            c.Via,
            c.Action,
            c.Subject,
            c.Field,
            c.Before,
            c.After,
            c.Succeeded,
            [c.EvidenceId]
        ));
    }

    private List<ReportTimelineRow> TimelineRows()
    {
        var entries = Timeline.Build(_context.Window, _context.Runs, _manualRuns, _request.Incident, _context.Markets);
        var rows = new List<ReportTimelineRow>(entries.Count);
        foreach (var entry in entries)
        {
            var pointer = $"/timeline/{rows.Count}";
            if (entry.By is { } by)
                _basis.Attested(pointer, by, entry.EvidenceIds[0]);
            else if (entry.IsOfTheCalendar)
                _basis.Derived(pointer, "calendar data");
            else
                _basis.Measured(pointer, entry.EvidenceIds);
            if (_context.Markets.Count == 0)
                _basis.Unknown($"{pointer}/local", ImpactComposer.NoMarket, ImpactComposer.NameAMarket);
            var local = _context.Markets.Count == 0 ? null : MarketTime.Text(entry.At, _context.Markets[0].TimeZone);
            var source =
                entry.By is not null ? $"stated by {entry.By}"
                : entry.IsOfTheCalendar ? "calendar"
                : "measured";
            rows.Add(new ReportTimelineRow(entry.At, local, entry.Text, source, BasisLedger.Few(entry.EvidenceIds)));
        }

        return rows;
    }

    private List<ReportFix> Fixes()
    {
        if (_times is null || _outage is null)
            return [];
        var fixes = new List<ReportFix>();
        foreach (var fix in _times.Fixes)
        {
            var pointer = $"/fixes/{fixes.Count}";
            var end = _outage.Gaps.Where(g => g.Schedule == fix.Schedule && g.End >= fix.At).Min(g => g.End);
            _basis.Measured(pointer, [fix.EvidenceId]);
            if (end is null)
                _basis.Unknown($"{pointer}/firstGoodRun", "no run was due in the window since", "record a later window");
            fixes.Add(new ReportFix(fix.Subject, fix.At, fix.By, fix.Field ?? fix.Action, fix.Before, fix.After, end, [fix.EvidenceId]));
        }

        return fixes;
    }

    private List<ReportSession> Sessions()
    {
        _basis.Derived("/sessions", "calendar data");
        return
        [
            .. _context
                .Markets.SelectMany(m =>
                    m.Overlap(_context.Window)
                        .Touched.SelectMany(t =>
                            new[]
                            {
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Pre, t.Session.Start, t.Session.Open),
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Regular, t.Session.Open, t.Session.Close),
                                new ReportSession(m.Id, t.Session.Label, MarketPhase.Post, t.Session.Close, t.Session.End),
                            }
                        )
                )
                .Where(s => s.Start < s.End && s.Start < _context.Window.End && s.End > _context.Window.Start)
                .OrderBy(s => s.Start)
                .ThenBy(s => s.Market, StringComparer.Ordinal)
                .Take(200),
        ];
    }

    private List<ReportRecurrence>? Recurrence()
    {
        if (_request.Earlier is not { } earlier)
        {
            _basis.Unknown("/recurrence", "no earlier reports were given", "give their folder with --earlier");
            return null;
        }

        var mine = _findings
            .Where(f => f.ExplainsOnset)
            .ToLookup(f => f.RuleId, f => f.Subjects.Select(s => s.Name), StringComparer.Ordinal);
        return
        [
            .. earlier
                .Where(e => e.Onset is null || e.Onset != _times?.Onset)
                .Select(e => (Report: e, Same: e.Findings.Where(f => mine.Contains(f.RuleId)).ToList()))
                .Where(e => e.Same.Count > 0)
                .OrderByDescending(e => e.Report.Onset)
                .ThenBy(e => e.Report.Name, StringComparer.Ordinal)
                .Select(e => new ReportRecurrence(
                    e.Report.Name,
                    e.Report.Title,
                    e.Report.Onset,
                    [.. e.Same.Select(f => f.RuleId).Distinct(StringComparer.Ordinal)],
                    [
                        .. e
                            .Same.SelectMany(f => f.Schedules.Intersect(mine[f.RuleId].SelectMany(s => s), StringComparer.Ordinal))
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
                )),
        ];
    }

    private ReportRepair Repair(Repair repair) =>
        new(
            repair.Schedule.Name,
            repair.Schedule.Group,
            repair.Schedule.Region,
            repair.Field,
            repair.JqPath,
            repair.ExpectedValue,
            repair.NewValue,
            repair.NewValueSource,
            repair.LastModified,
            Trades(repair.Schedule),
            repair.NextFireTime
        );

    private bool Trades(ScheduleKey schedule) =>
        _request.Settings?.Services.Values.Any(s => s.Role == ServiceRole.Trading && s.Schedules.Contains(schedule.Name)) ?? false;

    private string RepairNotice() =>
        _findings.Any(f => f.ExplainsOnset)
            ? "Nothing is left to fix: the cause was removed before the evidence was recorded."
            : "Nothing to fix: no finding has a mechanical repair.";

    private List<string> Notices(ReportIncident incident)
    {
        var notices = _facts.Notices();
        if (_request.Incident is { } said)
            notices.AddRange(Contradictions.Find(said, Measured(incident.Status)));
        return notices;
    }

    /// <summary>What people's words are compared with.</summary>
    private MeasuredIncident Measured(string status)
    {
        var counts = _context.Runs.Select(r => r.Counts).ToList();
        return new MeasuredIncident
        {
            Status = status,
            Schedules = counts.Count,
            SchedulesWithMissedRuns = counts.Count(c => c.Missed > 0),
            SchedulesWithUnknownRuns = counts.Count(c => c is { Missed: 0, Unknown: > 0 }),
            UnknownRuns = counts.Sum(c => c.Unknown),
            MissedRuns = counts.Select(c => c.Missed).Append(counts.Sum(c => c.Missed)).ToHashSet(),
            ExpectedRuns = counts.Select(c => c.Expected).Append(counts.Sum(c => c.Expected)).ToHashSet(),
            Onset = _outage?.Onset,
            Mitigated = _outage?.Mitigated,
            Outage = OutageSpan,
            Markets = _context.Markets,
        };
    }

    /// <summary>The records the report cites.</summary>
    private IReadOnlyList<ReportEvidence> Cited(IncidentReport report) =>
        _facts.Cited(
            report
                .Basis.SelectMany(b => b.Evidence)
                .Concat(report.Gaps.SelectMany(g => g.Evidence))
                .Concat(report.Findings.SelectMany(f => f.Evidence))
                .Concat(report.Changes.SelectMany(c => c.Evidence))
                .Concat(report.ManualRuns.SelectMany(m => m.Evidence))
                .Concat(report.Fixes.SelectMany(f => f.Evidence))
                .Concat(report.Timeline.SelectMany(t => t.Evidence))
        );
}
