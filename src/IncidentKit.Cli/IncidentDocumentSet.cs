using System.Text;
using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;
using IncidentKit.Reports.Json;
using IncidentKit.Sharing;

namespace IncidentKit.Cli;

/// <summary>The report of a bundle and the documents made from it, in memory: nothing is on disk until all of them are made.</summary>
internal sealed class IncidentDocumentSet
{
    private readonly TemplateRenderer _renderer;

    private IncidentDocumentSet(IncidentDocument report, SharedReport? shared, TemplateRenderer renderer) =>
        (Report, Shared, _renderer) = (report, shared, renderer);

    /// <summary>The report.</summary>
    public IncidentDocument Report { get; }

    /// <summary>The report that the documents are made from where they are for readers outside; null otherwise.</summary>
    public SharedReport? Shared { get; }

    /// <summary>Whether the repair script has the names of the account: with pseudonyms it cannot run, and is left out.</summary>
    public bool CanBeRun => Shared is null || Shared.Key.Pairs.Count == 0;

    private JsonElement Model => Shared?.Model ?? Report.Model;

    private string Title => Shared is null ? Report.Title : Model.GetProperty("incident").GetProperty("title").GetString() ?? "";

    /// <summary>Analyses a bundle.</summary>
    /// <exception cref="InputException">The bundle, an input or the templates folder is not usable.</exception>
    /// <param name="bundle">The bundle.</param>
    /// <param name="request">What the analysis takes beside it.</param>
    /// <param name="templates">The user's own templates; null for none.</param>
    /// <param name="share">How the documents are made for readers outside; null for those inside.</param>
    public static IncidentDocumentSet Of(BundleReader bundle, AnalysisInputs request, string? templates, ShareRequest? share = null)
    {
        var renderer = new TemplateRenderer(templates);
        return BundleAnalyses.Run(
            bundle,
            () =>
            {
                var report = IncidentDocument.Of(bundle, request);
                var shared = share is null ? null : SharedReport.Of(report.Model, bundle, request, share.Key, share.Include);
                return new IncidentDocumentSet(report, shared, renderer);
            }
        );
    }

    /// <summary>The incident's runbook.</summary>
    public string Runbook() => _renderer.Render("runbook.md.sbn", Model);

    /// <summary>The repair script.</summary>
    public string FixScript() => _renderer.Render("fix.sh.sbn", Model);

    /// <summary>Makes all documents.</summary>
    /// <returns>The path of each in a folder, and its content.</returns>
    /// <exception cref="InputException">A template has a mistake.</exception>
    public IReadOnlyList<(string Path, byte[] Content)> In(string folder)
    {
        var markdown = _renderer.Render("incident-report.md.sbn", Model);
        return
        [
            (Path.Combine(folder, "incident-report.json"), ReportJson.ToFile(Model)),
            (Path.Combine(folder, "incident-report.md"), Encoding.UTF8.GetBytes(markdown)),
            (Path.Combine(folder, "incident-report.html"), Encoding.UTF8.GetBytes(HtmlRenderer.ToHtml(markdown, Title, Model))),
            (Path.Combine(folder, "brief.md"), Encoding.UTF8.GetBytes(_renderer.Render("brief.md.sbn", Model))),
            (Path.Combine(folder, "brief.txt"), Encoding.UTF8.GetBytes(_renderer.Render("brief.txt.sbn", Model))),
            (Path.Combine(folder, "runbook.md"), Encoding.UTF8.GetBytes(Runbook())),
            .. CanBeRun ? [(Path.Combine(folder, "fix.sh"), Encoding.UTF8.GetBytes(FixScript()))] : Array.Empty<(string, byte[])>(),
        ];
    }
}
