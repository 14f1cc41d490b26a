using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Reports.Incident;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Reports;

public sealed class ReportScaleTests
{
    private static JsonElement Report(GeneratedBundle generated)
    {
        using var folder = new TemporaryFolder();
        generated.Write(folder.PathOf("bundle"));
        using var bundle = BundleReader.Open(folder.PathOf("bundle"));
        return IncidentDocument.Of(bundle, new AnalysisInputs { ToolVersion = "test" }).Model;
    }

    [Fact]
    public void EveryRunOfADayIsCounted()
    {
        const int Schedules = 50;
        var generated = new GeneratedBundle(Schedules, hours: 24);
        var report = Report(generated);

        var counts = report
            .GetProperty("schedules")
            .EnumerateArray()
            .Select(s =>
                (
                    Name: s.GetProperty("name").GetString(),
                    Expected: Number(s, "expected"),
                    Ran: Number(s, "ran"),
                    Missed: Number(s, "missed"),
                    Others: Number(s, "late") + Number(s, "failed") + Number(s, "unknown") + Number(s, "optional") + Number(s, "extra")
                )
            );
        Assert.Equal(
            Enumerable
                .Range(0, Schedules)
                .Select(i =>
                    (
                        (string?)GeneratedBundle.NameOf(i),
                        generated.Minutes,
                        generated.Minutes - generated.MissedBy(i),
                        generated.MissedBy(i),
                        0
                    )
                ),
            counts
        );

        var gaps = report
            .GetProperty("gaps")
            .EnumerateArray()
            .Select(g => (g.GetProperty("schedule").GetString(), Open: g.GetProperty("end").ValueKind == JsonValueKind.Null));
        Assert.Equal(
            Enumerable
                .Range(0, Schedules)
                .SelectMany(i =>
                    Enumerable.Repeat(((string?)GeneratedBundle.NameOf(i), GeneratedBundle.IsMisdirected(i)), generated.GapsOf(i))
                ),
            gaps.OrderBy(g => g.Item1, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void ReportOfAThousandSchedulesRenders()
    {
        const int Schedules = 1000;
        var report = Report(new GeneratedBundle(Schedules, hours: 4));
        Assert.Equal(Schedules, report.GetProperty("schedules").GetArrayLength());

        var renderer = new TemplateRenderer();
        var markdown = renderer.Render("incident-report.md.sbn", report);
        var page = HtmlRenderer.ToHtml(markdown, "Incident");
        Assert.All(
            Enumerable.Range(0, Schedules).Select(GeneratedBundle.NameOf),
            name =>
            {
                Assert.True(markdown.Contains(name, StringComparison.Ordinal), name);
                Assert.True(page.Contains(name, StringComparison.Ordinal), name);
            }
        );
        var script = renderer.Render("fix.sh.sbn", report);
        Assert.All(
            Enumerable.Range(0, Schedules).Where(GeneratedBundle.IsMisdirected).Select(GeneratedBundle.NameOf),
            name => Assert.True(script.Contains(name, StringComparison.Ordinal), name)
        );
        Assert.NotEmpty(renderer.Render("runbook.md.sbn", report));
    }

    /// <summary>What nobody reads to its end is cut, and says so: a report of thousands of gaps has the size of a document.</summary>
    [Fact]
    public void ReportOfThousandsOfGapsIsCutWithANote()
    {
        const int Gaps = 20_000;
        var report = JsonNode.Parse(Report(new GeneratedBundle(schedules: 10, hours: 4)).GetRawText())!;
        var gaps = report["gaps"]!.AsArray();
        report["gaps"] = new JsonArray([.. Enumerable.Range(0, Gaps).Select(i => gaps[i % gaps.Count]!.DeepClone())]);

        var markdown = new TemplateRenderer().Render("incident-report.md.sbn", JsonSerializer.SerializeToElement(report));
        Assert.Contains($"The first 200 of {Gaps:N0} gaps; `incident-report.json` has all.", markdown, StringComparison.Ordinal);
        Assert.InRange(markdown.Length, 1, 500_000);
    }

    private static int Number(JsonElement schedule, string name) => schedule.GetProperty(name).GetInt32();
}
