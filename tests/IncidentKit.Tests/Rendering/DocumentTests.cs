using System.Text.RegularExpressions;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Rendering;

public sealed class DocumentTests
{
    private static readonly TemplateRenderer Renderer = new();

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    [InlineData("hostile")]
    public void Report(string model) =>
        Snapshot.Verify(Renderer.Render("incident-report.md.sbn", SampleModel.Named(model)), "md", $"model={model}");

    [Theory]
    [InlineData("closed")]
    [InlineData("open")]
    [InlineData("hostile")]
    public void FixScript(string model) => Snapshot.Verify(Renderer.Render("fix.sh.sbn", SampleModel.Named(model)), "sh", $"model={model}");

    [Theory]
    [InlineData("open")]
    [InlineData("hostile")]
    public void Runbook(string model) =>
        Snapshot.Verify(Renderer.Render("runbook.md.sbn", SampleModel.Named(model)), "md", $"model={model}");

    [Theory]
    [InlineData("closed")]
    [InlineData("hostile")]
    public void Page(string model) =>
        Snapshot.Verify(
            HtmlRenderer.ToHtml(Renderer.Render("incident-report.md.sbn", SampleModel.Named(model)), "Incident report"),
            "html",
            $"model={model}"
        );

    [Theory]
    [InlineData("closed")]
    [InlineData("hostile")]
    public void EveryFootnoteOfTheMarkdownIsOnThePage(string model)
    {
        string report = Renderer.Render("incident-report.md.sbn", SampleModel.Named(model));
        int references = Regex.Count(report, @"\[\^([0-9a-f]{16}|input:[^\]]+)\](?!:)", RegexOptions.None, TimeSpan.FromSeconds(5));
        int definitions = Regex.Count(report, @"^\[\^[^\]]+\]:", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        string page = HtmlRenderer.ToHtml(report, "t");
        Assert.True(references > 20 && definitions > 5);
        Assert.Equal(references, Regex.Count(page, "<a id=\"fnref:", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Equal(definitions, Regex.Count(page, "<li id=\"fn:", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void NoVerifiedFileIsWithoutItsTest() => Assert.Empty(Snapshot.Dangling(typeof(DocumentTests).Assembly));
}
