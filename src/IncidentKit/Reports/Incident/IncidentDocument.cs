using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Json;

namespace IncidentKit.Reports.Incident;

/// <summary>The report of an incident: as a model for templates, as a file, and what a caller asks of it.</summary>
public sealed class IncidentDocument
{
    private readonly Lazy<JsonElement> _model;

    private IncidentDocument(IncidentReport report)
    {
        Report = report;
        _model = new(() => ReportJson.ToElement(Report));
    }

    /// <summary>What a reader calls it.</summary>
    public string Title => SecretDoor.Line(Report.Incident.Title);

    /// <summary>What templates see.</summary>
    public JsonElement Model => _model.Value;

    /// <summary>A first incident.yaml: what is known is filled in, and what only people know stands there as a comment.</summary>
    public string IncidentFile => SecretDoor.Line(IncidentFileDraft.Of(Report));

    /// <summary>What is not known: runs, the end of a recording, sources that were not looked at in full. One phrase each.</summary>
    public IReadOnlyList<string> Unknowns =>
        [
            .. Report.Totals.Unknown is > 0 and var runs ? [$"{runs} runs"] : Array.Empty<string>(),
            .. Report.Provenance.BundleSha256 is null ? ["the recording was interrupted"] : Array.Empty<string>(),
            .. Report.Coverage.Where(c => c.LacksSomething).Select(c => $"{c.Source} is {ReportJson.Word(c.Status)}"),
        ];

    internal IncidentReport Report { get; }

    /// <summary>
    /// Analyses a bundle and composes its report. It is a pure function of its
    /// arguments. All hashes of the bundle have been verified when it returns.
    /// </summary>
    /// <exception cref="InputException">
    /// The bundle is damaged, its content cannot be read, or the asked-for outage does not exist.
    /// </exception>
    public static IncidentDocument Of(BundleReader bundle, AnalysisInputs inputs) => Of(bundle, BundleAnalysis.Of(bundle, inputs));

    internal static IncidentDocument Of(BundleReader bundle, BundleAnalysis analysis)
    {
        var report = new IncidentReportComposer(bundle, analysis).Compose();
        bundle.VerifyAll();
        return new IncidentDocument(report);
    }

    /// <summary>The ids of the rules with a finding that is at least so severe, each once.</summary>
    public IReadOnlyList<string> Rules(Severity least) =>
        [.. Report.Findings.Where(f => f.Severity >= least).Select(f => f.RuleId).Distinct(StringComparer.Ordinal)];

    /// <summary>As the file <c>incident-report.json</c>.</summary>
    public byte[] ToFile() => ReportJson.ToFile(Model);
}
