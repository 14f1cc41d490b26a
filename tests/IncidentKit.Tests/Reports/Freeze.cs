using System.Text;
using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Tests.Reports;

/// <summary>The documents of one of the two recordings that ship with the tool, made once.</summary>
internal sealed class Freeze
{
    private static readonly Lazy<Freeze> LazyClosed = new(() => Of("closed"));
    private static readonly Lazy<Freeze> LazyOpen = new(() => Of("open"));

    private Freeze(IncidentDocument document)
    {
        var renderer = new TemplateRenderer();
        Report = document.Model;
        Json = Encoding.UTF8.GetString(document.ToFile());
        Markdown = renderer.Render("incident-report.md.sbn", Report);
        Html = HtmlRenderer.ToHtml(Markdown, document.Title, Report);
        Runbook = renderer.Render("runbook.md.sbn", Report);
        FixScript = renderer.Render("fix.sh.sbn", Report);
    }

    /// <summary>Recorded afterwards.</summary>
    public static Freeze Closed => LazyClosed.Value;

    /// <summary>Recorded while it was broken.</summary>
    public static Freeze Open => LazyOpen.Value;

    /// <summary>What the system is for, with the files it names.</summary>
    public static Settings Settings { get; } =
        IncidentKit.Inputs.Settings.Parse(
            "incidentkit.yaml",
            Text("incidentkit.yaml"),
            ((string[])["positions.csv", "prices.csv"]).ToDictionary(name => name, name => Encoding.UTF8.GetBytes(Text(name)))
        );

    public JsonElement Report { get; }

    public string Json { get; }

    public string Markdown { get; }

    public string Html { get; }

    public string Runbook { get; }

    public string FixScript { get; }

    public static Freeze Named(string recording) => recording == "open" ? Open : Closed;

    /// <summary>Makes them anew.</summary>
    public static Freeze Of(string recording)
    {
        using var zip = Resource($"freeze-{recording}.zip");
        using var bundle = BundleReader.Open(zip, $"freeze-{recording}");
        return new Freeze(
            IncidentDocument.Of(
                bundle,
                new AnalysisInputs
                {
                    ToolVersion = "0.1.0",
                    Settings = Settings,
                    Incident = IncidentFile.Parse("incident.yaml", Text("incident.yaml")),
                }
            )
        );
    }

    private static Stream Resource(string name) =>
        System.Reflection.Assembly.Load("IncidentKit.Cli").GetManifestResourceStream($"demo/{name}")!;

    private static string Text(string name)
    {
        using var reader = new StreamReader(Resource(name), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
