using System.Text;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Daily;

namespace IncidentKit.Cli;

/// <summary>The report of one day and the documents made from it, in memory.</summary>
internal sealed class DailyDocumentSet
{
    private const string Name = "daily-gap-report";

    private readonly TemplateRenderer _renderer;

    private DailyDocumentSet(DailyDocument report, TemplateRenderer renderer) => (Report, _renderer) = (report, renderer);

    /// <summary>The report.</summary>
    public DailyDocument Report { get; }

    /// <summary>Analyses one day of a bundle.</summary>
    /// <exception cref="InputException">The bundle, an input or the templates folder is not usable.</exception>
    public static DailyDocumentSet Of(BundleReader bundle, AnalysisInputs request, ReportDay day, DailyHistory? history, string? templates)
    {
        var renderer = new TemplateRenderer(templates);
        return new DailyDocumentSet(BundleAnalyses.Run(bundle, () => DailyDocument.Of(bundle, request, day, history)), renderer);
    }

    /// <summary>The day for a chat message.</summary>
    /// <exception cref="InputException">A template has a mistake.</exception>
    public string Brief() => _renderer.Render("daily-brief.txt.sbn", Report.Model);

    /// <summary>Makes all documents.</summary>
    /// <returns>The path of each in a folder, and its content.</returns>
    /// <exception cref="InputException">A template has a mistake.</exception>
    public IReadOnlyList<(string Path, byte[] Content)> In(string folder)
    {
        var markdown = _renderer.Render(Name + ".md.sbn", Report.Model);
        return
        [
            (Path.Combine(folder, Name + ".json"), Report.ToFile()),
            (Path.Combine(folder, Name + ".md"), Encoding.UTF8.GetBytes(markdown)),
            (Path.Combine(folder, Name + ".html"), Encoding.UTF8.GetBytes(HtmlRenderer.ToHtml(markdown, Report.Title))),
        ];
    }
}
