using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Reports;

/// <summary>Composes the parts that all reports have in common.</summary>
internal sealed class CommonFacts(BundleReader bundle, BundleAnalysis analysis)
{
    /// <summary>More records than this are cited without what they say.</summary>
    private const int MostAnswers = 500;

    /// <summary>So much of a request or an answer is shown.</summary>
    private const int MostCharacters = 1_500;

    /// <summary>A finding.</summary>
    public static ReportFinding Finding(Finding finding, ScheduleNames names) =>
        new(
            finding.RuleId,
            finding.Name,
            finding.Severity,
            finding.Certainty,
            names.Of(finding.Subjects),
            finding.Expected,
            finding.Found,
            finding.ExplainsOnset,
            BasisLedger.Few(finding.EvidenceIds),
            finding.EvidenceIds.Count,
            finding.Remedy,
            finding.Since
        );

    /// <summary>What the report is made from.</summary>
    /// <param name="more">The files beside incident.yaml and incidentkit.yaml.</param>
    public ReportProvenance Provenance(IEnumerable<ReportInput> more)
    {
        var inputs = new List<ReportInput>();
        if (analysis.Inputs.Incident is { } incident)
            inputs.Add(new ReportInput(Attestations.NameOf(incident), incident.Sha256));
        if (analysis.Inputs.Settings is { } settings)
            inputs.Add(new ReportInput(settings.Name ?? "incidentkit.yaml", settings.Sha256));
        inputs.AddRange(more.Distinct());
        return new ReportProvenance(
            "incidentkit",
            analysis.Inputs.ToolVersion,
            bundle.Name,
            bundle.Sha256,
            inputs,
            DateTimeZoneProviders.Tzdb.VersionId,
            [.. analysis.Context.Markets.Select(m => new ReportCalendar(m.Id, m.Version, m.ValidThrough))]
        );
    }

    /// <summary>
    /// Records by id with what they say, where they are not too many. All were read for the analysis. What a person said is no record.
    /// </summary>
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
