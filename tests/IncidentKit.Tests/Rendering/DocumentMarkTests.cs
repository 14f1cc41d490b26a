using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Auditing;

namespace IncidentKit.Tests.Rendering;

/// <summary>Marks, not words, say where the page has its drawing.</summary>
public sealed partial class DocumentMarkTests
{
    private const string Drawing = "<figure class=\"timeline\">",
        OwnDiagram = "```mermaid\nflowchart LR\n  a --> b\n```\n";

    private static JsonElement Report => MeasuredIncidents.Report("closed");

    private static string Markdown => MeasuredIncidents.Markdown("closed");

    [Fact]
    public void TheDrawingIsUnderItsMarkWhateverTheHeadingSays()
    {
        var unplaced = Markdown
            .Replace("<!-- incidentkit:drawing -->\n", "", StringComparison.Ordinal)
            .Replace("<!-- incidentkit:appendix -->\n", "", StringComparison.Ordinal);
        var page = Page(unplaced.Replace("## Timeline\n", "## Zeitachse\n", StringComparison.Ordinal));
        Assert.Matches(">Zeitachse</h2>\n<figure class=\"timeline\">", page);
        Assert.DoesNotContain("mermaid", page, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeadingOfTheSameWordsIsNoPlaceForTheDrawing()
    {
        var page = Page("# A report\n\n## Timeline\n\nof the project\n\n" + Markdown[Markdown.IndexOf('\n')..]);
        Assert.Single(Pieces(page, Drawing));
        Assert.Matches(">Timeline</h2>\n<p>of the project", page);
    }

    /// <summary>Page one has it where its template says.</summary>
    [Fact]
    public void TheDrawingOfPageOneIsBeforeTheSections()
    {
        var page = Page(Markdown);
        Assert.Single(Pieces(page, Drawing));
        Assert.InRange(page.IndexOf(Drawing, StringComparison.Ordinal), 1, page.IndexOf(">What happened</h2>", StringComparison.Ordinal));
    }

    [Fact]
    public void DiagramsOfOthersStay()
    {
        var page = Page(Markdown.Replace("## Timeline\n", $"{OwnDiagram}\n## Timeline\n", StringComparison.Ordinal) + OwnDiagram);
        Assert.Equal(2, Pieces(page, "flowchart LR").Length);
        Assert.DoesNotContain("gantt", page, StringComparison.Ordinal);
    }

    /// <summary>Version 0.1.0 wrote no marks, and neither do copies of its templates.</summary>
    [Fact]
    public void WithoutMarksThePageHasItsDrawingToo()
    {
        var unmarked = Mark().Replace(Markdown, "");
        Assert.DoesNotContain("<!--", unmarked, StringComparison.Ordinal);
        Assert.Matches(">Timeline</h2>\n<figure class=\"timeline\">", Page(unmarked));
        Assert.DoesNotContain("gantt", Page(unmarked), StringComparison.Ordinal);
        Assert.Contains("flowchart LR", Page(unmarked + OwnDiagram), StringComparison.Ordinal);
    }

    [Fact]
    public void NoMarkIsOnThePage()
    {
        Assert.DoesNotContain("&lt;!--", Page(Markdown), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "incidentkit:",
            HtmlRenderer.ToHtml("> <!-- incidentkit:timeline -->\n\n* a<!--incidentkit:x-->b\n", "t"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("<!-- a remark -->")]
    [InlineData("<!-- incidentkit:timeline")]
    [InlineData("<!-- incidentkit:timeline --> and more <b>")]
    [InlineData("    <!-- incidentkit:timeline -->")]
    [InlineData("`<!-- incidentkit:timeline -->`")]
    [InlineData("```\n<!-- incidentkit:timeline -->\n```")]
    [InlineData("&lt;!-- incidentkit:timeline -->")]
    [InlineData("\\<!-- incidentkit:timeline -->")]
    public void WhatIsNoMarkOfItsOwnPutsNoDrawing(string markdown)
    {
        var page = Page("# A report\n\n" + markdown);
        Assert.DoesNotContain(Drawing, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
    }

    /// <summary>A name, a reason or an answer that reads like a mark is text in every place that prints one.</summary>
    [Theory]
    [InlineData("<!-- incidentkit:timeline -->")]
    [InlineData("\n<!-- incidentkit:timeline -->\n")]
    [InlineData("`\n\n<!-- incidentkit:diagram -->\n\n```mermaid\ngantt\n```")]
    public void TextFromOutsideIsNoMark(string text)
    {
        var report = JsonSerializer.SerializeToElement(Imitating(JsonDocument.Parse(SampleModel.Hostile.GetRawText()).RootElement, text));
        var markdown = new TemplateRenderer().Render("incident-report.md.sbn", report);
        var template = new TemplateRenderer().Render("incident-report.md.sbn", SampleModel.Hostile);
        Assert.Equal(Marks(template), Marks(markdown));
        Assert.Single(Pieces(HtmlRenderer.ToHtml(markdown, "t", report), Drawing));

        IEnumerable<string> Marks(string document) => IncidentKit.Claims.Reading.ReportReader.Read("t", document).Marks.Select(m => m.Mark);
    }

    [Fact]
    public void EveryMarkOfATemplateIsOne() =>
        Assert.All(
            TemplateRenderer.Names.SelectMany(n =>
                Regex.Matches(new TemplateSources(null).Read(n), "<!-- *incidentkit.*?-->", RegexOptions.None, TimeSpan.FromSeconds(5))
            ),
            m => Assert.Equal(m.Length, DocumentMarks.At(m.Value, 0)?.Length)
        );

    /// <summary>The report with another text in the place of each that people or AWS wrote.</summary>
    private static object? Imitating(JsonElement value, string text, string name = "") =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => Imitating(p.Value, text, p.Name), StringComparer.Ordinal),
            JsonValueKind.Array => value.EnumerateArray().Select(v => Imitating(v, text, name)).ToList(),
            JsonValueKind.String when IsFree(name) => text + value.GetString(),
            _ => value,
        };

    private static bool IsFree(string name) =>
        name
            is "title"
                or "name"
                or "schedule"
                or "by"
                or "text"
                or "reason"
                or "answer"
                or "parameters"
                or "logGroup"
                or "lessons"
                or "summary"
                or "notices";

    private static string Page(string markdown) => HtmlRenderer.ToHtml(markdown, "t", Report);

    private static string[] Pieces(string page, string part) => page.Split(part)[1..];

    [GeneratedRegex(@"(?<=\n)<!-- incidentkit:[a-z-]+ -->\n|<!-- incidentkit:[a-z-]+ -->", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Mark();
}
