using System.Text;
using System.Text.Json;
using IncidentKit.Analysis;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Sharing;
using IncidentKit.Tests.Reports;

namespace IncidentKit.Tests.Sharing;

/// <summary>Reports as readers outside get them.</summary>
internal static class Shared
{
    private static readonly AnalysisInputs Nothing = new() { ToolVersion = "0.1.0" };

    public static readonly string[] Names = ["open", "closed", .. IncidentKinds.Names];

    public static JsonElement Report(string name) => name is "open" or "closed" ? Freeze.Named(name).Report : IncidentKinds.Report(name);

    /// <summary>The names of recorded answers are taken from those that the report cites.</summary>
    public static SharedReport Of(
        JsonElement report,
        ShareKey? key = null,
        AnalysisInputs? inputs = null,
        params IReadOnlyCollection<KeptInside> include
    ) =>
        SharedReport.Of(
            report,
            names =>
            {
                foreach (var record in report.GetProperty("evidence").EnumerateArray())
                    RecordedNames.Add(names, record.GetProperty("answer").GetString() ?? "");
            },
            inputs ?? Nothing,
            key ?? ShareKey.Empty,
            include
        );

    /// <summary>All documents of a model by name.</summary>
    public static IReadOnlyDictionary<string, string> Documents(JsonElement model)
    {
        var renderer = new TemplateRenderer();
        var markdown = renderer.Render("incident-report.md.sbn", model);
        return new Dictionary<string, string>
        {
            ["json"] = Encoding.UTF8.GetString(IncidentKit.Reports.Json.ReportJson.ToFile(model)),
            ["md"] = markdown,
            ["html"] = HtmlRenderer.ToHtml(markdown, model.GetProperty("incident").GetProperty("title").GetString()!, model),
            ["runbook"] = renderer.Render("runbook.md.sbn", model),
        };
    }

    /// <summary>The model in which other names stand for some of it, as if the account had them.</summary>
    public static JsonElement Renamed(JsonElement report, params (string From, string To)[] names)
    {
        var text = report.GetRawText();
        for (var i = 0; i < names.Length; i++)
            text = text.Replace(names[i].From, $"\u0001{i}\u0002", StringComparison.Ordinal);
        for (var i = 0; i < names.Length; i++)
            text = text.Replace($"\u0001{i}\u0002", JsonEncodedText.Encode(names[i].To).Value, StringComparison.Ordinal);
        return JsonElement.Parse(text);
    }

    /// <summary>Every text of a model and where it stands, <c>schedules/name</c>.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(JsonElement value, string path = "") =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Texts(m.Value, path.Length == 0 ? m.Name : $"{path}/{m.Name}")),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Texts(item, path)),
            JsonValueKind.String => [(path, value.GetString()!)],
            _ => [],
        };
}
