using IncidentKit.Analysis;
using IncidentKit.Analysis.Briefing;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps an analysis to the report model, section by section, and writes down what each value rests on.</summary>
internal sealed class IncidentReportComposer(BundleReader bundle, BundleAnalysis analysis)
{
    private readonly BasisLedger _basis = new();

    public IncidentReport Compose()
    {
        var common = new CommonFacts(bundle, analysis);
        var lost = ImpactAnalysis.OfIncident(analysis);
        var outages = new OutageComposer(analysis, _basis);
        var schedules = new ScheduleComposer(analysis, _basis);
        var events = new TimelineComposer(analysis, _basis);
        var recovery = new RecoveryComposer(analysis, _basis);
        var impact = new ImpactComposer(lost, _basis);
        var attested = new AttestedComposer(analysis, _basis);
        var incident = outages.Incident();
        var brief = new BriefComposer(analysis, IncidentBrief.Of(analysis, lost), _basis);
        _basis.Derived("");
        _basis.Measured("/window", []);
        _basis.Measured("/coverage", []);
        var report = new IncidentReport
        {
            Account = analysis.Recording.Account,
            Window = new ReportWindow(analysis.Context.Window.Start, analysis.Context.Window.End),
            Incident = incident with { SuggestedSeverity = brief.Severity() },
            Brief = brief.Compose(incident.Title),
            Story = brief.Story(),
            Totals = schedules.Totals(),
            Outages = outages.Outages(),
            Schedules = schedules.Schedules(),
            Gaps = schedules.Gaps(),
            Lost = schedules.Lost(),
            Intended = attested.Intended(),
            ManualRuns = schedules.ManualRuns(),
            Findings = [.. analysis.Findings.Select(Finding)],
            Changes = events.Changes(),
            Pushes = brief.Pushes(),
            ChangesNotRecorded = analysis.Context.ChangesNotRecorded,
            Impact = new ReportImpact(
                impact.Markets(),
                impact.Data(),
                new FinancialComposer(analysis.Inputs.Incident, lost, _basis).Compose()
            ),
            Milestones = attested.Milestones(),
            Attested = attested.Compose(),
            Verification = recovery.Verification(),
            Readiness = recovery.Readiness(),
            Recurrence = recovery.Recurrence(),
            Sessions = events.Sessions(),
            Lanes = LaneComposer.Compose(analysis.Context),
            LogActivity = new LogActivityComposer(analysis, lost.Activity, _basis).Compose(),
            Timeline = events.Timeline(),
            ActionItems = attested.Actions(),
            ToFill = brief.ToFill(),
            Fixes = recovery.Fixes(),
            Detection = recovery.Detection(),
            MissingLogGroups = recovery.MissingLogGroups(),
            Repairs = recovery.Repairs(),
            RepairNotice = recovery.RepairNotice(),
            Coverage = analysis.Recording.Coverage,
            Notices = [.. analysis.Notices, .. brief.SeverityNotice(), .. analysis.Contradictions.Select(c => c.Sentence)],
            Basis = _basis.Rows,
            Evidence = [],
            Provenance = common.Provenance(impact.Inputs),
        };
        return report with { Evidence = common.Cited(Citations(report)) };
    }

    private ReportFinding Finding(Finding finding, int index)
    {
        _basis.Measured($"/findings/{index}", finding.EvidenceIds);
        if (finding.Since is null)
            _basis.Unknown($"/findings/{index}/since", "no recorded change or state says when it began", null);
        return CommonFacts.Finding(finding, analysis.Names);
    }

    /// <summary>The records that the report cites.</summary>
    private static IEnumerable<string> Citations(IncidentReport report) =>
        report
            .Basis.SelectMany(b => b.Evidence)
            .Concat(report.Gaps.SelectMany(g => g.Evidence))
            .Concat(report.Findings.SelectMany(f => f.Evidence))
            .Concat(report.Changes.SelectMany(c => c.Evidence))
            .Concat(report.ManualRuns.SelectMany(m => m.Evidence))
            .Concat(report.Fixes.SelectMany(f => f.Evidence))
            .Concat(report.Timeline.SelectMany(t => t.Evidence));
}
