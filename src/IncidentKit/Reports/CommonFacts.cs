using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions;
using NodaTime;

namespace IncidentKit.Reports;

/// <summary>Composes the parts that all reports have in common.</summary>
internal sealed class CommonFacts(BundleReader bundle, ReportRequest request, DiagnosisContext context, BasisLedger basis)
{
    public ReportFinding Finding(Finding finding, int index)
    {
        basis.Measured($"/findings/{index}", finding.EvidenceIds);
        return new ReportFinding(
            finding.RuleId, finding.Name, finding.Severity, finding.Certainty, [.. finding.Subjects.Select(s => s.Name)], finding.Expected, finding.Found,
            finding.ExplainsOnset, BasisLedger.Few(finding.EvidenceIds), finding.EvidenceIds.Count, finding.Remedy);
    }

    /// <summary>enabled, disabled, deleted or unknown.</summary>
    public static string State(ScheduleRuns runs) =>
        runs.History.Deleted ? "deleted" : runs.History.Current is null ? "unknown" : runs.History.Latest.Enabled ? "enabled" : "disabled";

    /// <summary>What a reader should know of how the values came about.</summary>
    public List<string> Notices()
    {
        var notices = new List<string>();
        if (!bundle.Manifest.Complete)
            notices.Add("The bundle is partial: its recording was interrupted, so what is not in it is unknown.");
        foreach (var runs in context.Runs)
            notices.AddRange(runs.Notices.Select(n => $"{runs.History.Key.Name}: {n}"));
        return notices;
    }

    /// <summary>What the report is made from.</summary>
    /// <param name="more">The files beside incident.yaml and incidentkit.yaml.</param>
    public ReportProvenance Provenance(IEnumerable<ReportInput> more)
    {
        var inputs = new List<ReportInput>();
        if (request.Incident is { } incident)
            inputs.Add(new ReportInput(incident.Name ?? "incident.yaml", incident.Sha256));
        if (request.Settings is { } settings)
            inputs.Add(new ReportInput(settings.Name ?? "incidentkit.yaml", settings.Sha256));
        inputs.AddRange(more.Distinct());
        return new ReportProvenance("incidentkit", request.ToolVersion, bundle.Name, bundle.Sha256, inputs, DateTimeZoneProviders.Tzdb.VersionId,
            [.. context.Markets.Select(m => new ReportCalendar(m.Id, m.Version, m.ValidThrough))]);
    }

    /// <summary>The heads of records by id. All were read for the analysis; what a person said is no record.</summary>
    public IReadOnlyList<ReportEvidence> Cited(IEnumerable<string> ids) =>
    [
        .. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(bundle.Head).OfType<EvidenceHead>()
            .Select(h => new ReportEvidence(h.Id, h.Service, h.Operation, h.Region, h.RequestedAt, h.Status)),
    ];
}
