using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Cli;

/// <summary>The report of a bundle and the documents made from it, in memory: nothing is on disk until all of them are made.</summary>
internal sealed class IncidentDocumentSet
{
    private readonly TemplateRenderer _renderer;

    private IncidentDocumentSet(IncidentDocument report, TemplateRenderer renderer) => (Report, _renderer) = (report, renderer);

    /// <summary>The report.</summary>
    public IncidentDocument Report { get; }

    /// <summary>Analyses a bundle.</summary>
    /// <exception cref="InputException">The bundle, an input or the templates folder is not usable.</exception>
    public static IncidentDocumentSet Of(BundleReader bundle, AnalysisInputs request, string? templates)
    {
        var renderer = new TemplateRenderer(templates);
        return new IncidentDocumentSet(BundleAnalyses.Run(bundle, () => IncidentDocument.Of(bundle, request)), renderer);
    }

    /// <summary>The incident's runbook.</summary>
    public string Runbook() => _renderer.Render("runbook.md.sbn", Report.Model);

    /// <summary>The repair script.</summary>
    public string FixScript() => _renderer.Render("fix.sh.sbn", Report.Model);

    /// <summary>Makes all documents.</summary>
    /// <returns>The path of each in a folder, and its content.</returns>
    /// <exception cref="InputException">A template has a mistake.</exception>
    public IReadOnlyList<(string Path, byte[] Content)> In(string folder)
    {
        var markdown = _renderer.Render("incident-report.md.sbn", Report.Model);
        return
        [
            (Path.Combine(folder, "incident-report.json"), Report.ToFile()),
            (Path.Combine(folder, "incident-report.md"), Encoding.UTF8.GetBytes(markdown)),
            (
                Path.Combine(folder, "incident-report.html"),
                Encoding.UTF8.GetBytes(HtmlRenderer.ToHtml(markdown, Report.Title, Report.Model))
            ),
            (Path.Combine(folder, "runbook.md"), Encoding.UTF8.GetBytes(Runbook())),
            (Path.Combine(folder, "fix.sh"), Encoding.UTF8.GetBytes(FixScript())),
        ];
    }
}
