using System.Text;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Rendering;
using IncidentKit.Reports;

namespace IncidentKit.Cli;

/// <summary>The report of a bundle and the documents made from it, in memory: nothing is on disk until all of them are made.</summary>
internal sealed class IncidentDocumentSet
{
    private readonly TemplateRenderer _renderer;

    private IncidentDocumentSet(JsonElement report, TemplateRenderer renderer) => (Report, _renderer) = (report, renderer);

    /// <summary>incident-report.json.</summary>
    public JsonElement Report { get; }

    /// <summary>Analyses a bundle.</summary>
    /// <exception cref="InputException">The bundle, an input or the templates folder is not usable.</exception>
    public static IncidentDocumentSet Of(BundleReader bundle, ReportRequest request, string? templates)
    {
        var renderer = new TemplateRenderer(templates);
        try
        {
            return new IncidentDocumentSet(IncidentDocuments.Analyse(bundle, request), renderer);
        }
        catch (Exception e) when (e is not (InputException { Problem: InputProblem.DamagedBundle } or OperationCanceledException))
        {
            // Evidence is parsed while it is hashed: damage explains an unexpected error, or content that cannot be read, better than a bug does.
            bundle.VerifyAll();
            throw;
        }
    }

    /// <summary>The incident's runbook.</summary>
    public string Runbook() => _renderer.Render("runbook.md.sbn", Report);

    /// <summary>The repair script.</summary>
    public string FixScript() => _renderer.Render("fix.sh.sbn", Report);

    /// <summary>Writes all documents into a folder and says which.</summary>
    /// <exception cref="InputException">A template has a mistake, or the folder cannot be written.</exception>
    public IReadOnlyList<string> WriteTo(string folder)
    {
        var markdown = _renderer.Render("incident-report.md.sbn", Report);
        (string Name, byte[] Content)[] files =
        [
            ("incident-report.json", IncidentDocuments.ToJson(Report)),
            ("incident-report.md", Encoding.UTF8.GetBytes(markdown)),
            ("incident-report.html", Encoding.UTF8.GetBytes(HtmlRenderer.ToHtml(markdown, Report.GetProperty("incident").GetProperty("title").GetString()!))),
            ("runbook.md", Encoding.UTF8.GetBytes(Runbook())),
            ("fix.sh", Encoding.UTF8.GetBytes(FixScript())),
        ];
        return WholeFile.WriteAll([.. files.Select(f => (Path.Combine(folder, f.Name), f.Content))]);
    }
}
