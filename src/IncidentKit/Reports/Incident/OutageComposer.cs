using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>Maps the outages, and the key times of the chosen one.</summary>
internal sealed class OutageComposer(BundleAnalysis analysis, BasisLedger basis)
{
    private readonly IncidentFile? _file = analysis.Inputs.Incident;

    /// <summary>All outages, by onset.</summary>
    public IReadOnlyList<ReportOutage> Outages() =>
        [
            .. analysis.Outages.Select(o => new ReportOutage(
                o.Id,
                o.Outage.Onset,
                o.Outage.Mitigated,
                analysis.Names.Of([.. o.Outage.Schedules]),
                o.Trigger.IsKnown ? o.Trigger.Value.Text : null,
                o.Causes,
                o.Outage.Lost,
                o.Outage.Due,
                o.Outage.LastLost,
                o.Outage.IsNowAndThen
            )),
        ];

    /// <summary>The chosen outage, its times and what people call it.</summary>
    public ReportIncident Incident()
    {
        var times = analysis.Times;
        if (_file?.Title is { } title)
            basis.Object("/incident/title", Attestations.Of(_file, title, "title"));
        return new ReportIncident(
            _file?.Title ?? Title(),
            basis.Object("/incident/severity", Severity()),
            analysis.Status,
            basis.Value("/incident/onset", times.Onset),
            basis.Value("/incident/onsetAtOrBefore", times.OnsetAtOrBefore),
            Trigger(times.Trigger),
            basis.Value("/incident/detected", times.Detected),
            basis.Value("/incident/recoveryStarted", times.RecoveryStarted),
            basis.Value("/incident/mitigated", times.Mitigated),
            basis.Value("/incident/resolved", times.Resolved),
            [
                .. (analysis.Chosen?.Outage.Unproven ?? [])
                    .OrderBy(u => u.Schedule)
                    .Select(u => new ReportUnproven(analysis.Names[u.Schedule], u.Next)),
            ],
            basis.Value("/incident/timeToDetect", times.TimeToDetect),
            basis.Value("/incident/timeToMitigate", times.TimeToMitigate),
            basis.Value("/incident/timeToResolve", times.TimeToResolve),
            basis.Value("/incident/duration", times.TimeToMitigate),
            times.LastedAtLeast
        );
    }

    private string Title()
    {
        var runs = analysis.Context.Runs;
        var what = runs.Any(r => r.Counts.Failed > 0) ? "lost" : "missed";
        return analysis.Chosen is not null
                ? $"{runs.Count(r => r.Counts.Missed + r.Counts.Failed > 0)} of {runs.Count} schedules {what} runs"
            : analysis.Totals.Unknown > 0 ? "No outage found; some runs are unknown"
            : "No outage";
    }

    private Known<string> Severity() =>
        _file?.Severity is { } severity
            ? Attestations.Of(_file, severity, "severity")
            : Known<string>.Unknown("nobody gave one", "put severity into incident.yaml");

    private ReportTrigger? Trigger(Known<OutageTrigger> trigger) =>
        basis.Object("/incident/trigger", trigger) is { } t
            ? new ReportTrigger(t.At, t.By, t.Action, t.Text, BasisLedger.Few(trigger.Evidence))
            : null;
}
