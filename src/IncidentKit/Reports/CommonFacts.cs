using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Reports.Incident;
using NodaTime;

namespace IncidentKit.Reports;

/// <summary>Composes the parts that all reports have in common.</summary>
internal sealed class CommonFacts(BundleReader bundle, ReportRequest request, DiagnosisContext context, BasisLedger basis)
{
    /// <summary>More records than this are cited without what they say.</summary>
    private const int MostAnswers = 500;

    /// <summary>So much of a request or an answer is shown.</summary>
    private const int MostCharacters = 1_500;

    public ReportFinding Finding(Finding finding, int index)
    {
        basis.Measured($"/findings/{index}", finding.EvidenceIds);
        if (finding.Since is null)
            basis.Unknown($"/findings/{index}/since", "no recorded change or state says when it began", null);
        return new ReportFinding(
            finding.RuleId,
            finding.Name,
            finding.Severity,
            finding.Certainty,
            [.. finding.Subjects.Select(s => s.Name)],
            finding.Expected,
            finding.Found,
            finding.ExplainsOnset,
            BasisLedger.Few(finding.EvidenceIds),
            finding.EvidenceIds.Count,
            finding.Remedy,
            finding.Since
        );
    }

    /// <summary>enabled, disabled, deleted or unknown.</summary>
    public static string State(ScheduleRuns runs) =>
        runs.History.Deleted ? "deleted"
        : runs.History.Current is null ? "unknown"
        : runs.History.Latest.Enabled ? "enabled"
        : "disabled";

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
        return new ReportProvenance(
            "incidentkit",
            request.ToolVersion,
            bundle.Name,
            bundle.Sha256,
            inputs,
            DateTimeZoneProviders.Tzdb.VersionId,
            [.. context.Markets.Select(m => new ReportCalendar(m.Id, m.Version, m.ValidThrough))]
        );
    }

    /// <summary>Records by id with what they say, where they are not too many. All were read for the analysis; what a person said is no record.</summary>
    public IReadOnlyList<ReportEvidence> Cited(IEnumerable<string> ids)
    {
        var heads = ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(bundle.Head).OfType<EvidenceHead>().ToList();
        var said = heads.Count <= MostAnswers ? Answers(heads) : [];
        return heads.ConvertAll(h =>
            said.TryGetValue(h.Id, out var record)
                ? new ReportEvidence(
                    h.Id,
                    h.Service,
                    h.Operation,
                    h.Region,
                    h.RequestedAt,
                    h.Status,
                    Beginning(record.Parameters),
                    Beginning(record.Answer),
                    record.Answer.Length
                )
                : new ReportEvidence(h.Id, h.Service, h.Operation, h.Region, h.RequestedAt, h.Status, null, null, null)
        );
    }

    private Dictionary<string, (string Parameters, string Answer)> Answers(List<EvidenceHead> heads)
    {
        var answers = new Dictionary<string, (string Parameters, string Answer)>(StringComparer.Ordinal);
        foreach (var file in heads.GroupBy(h => (h.Service, h.Operation)))
        {
            var wanted = file.Select(h => h.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var record in bundle.Records(file.Key.Service, file.Key.Operation).Where(r => wanted.Remove(r.Id)))
            {
                answers[record.Id] = (record.Parameters.GetRawText(), Encoding.UTF8.GetString(record.Body.Span));
                if (wanted.Count == 0)
                    break;
            }
        }

        return answers;
    }

    private static string Beginning(string text) =>
        text.Length <= MostCharacters ? text : text[..(MostCharacters - (char.IsHighSurrogate(text[MostCharacters - 1]) ? 1 : 0))];
}
