using System.Xml.Linq;
using IncidentKit.Basics;
using IncidentKit.Rendering.Html;
using IncidentKit.Rendering.Templates;
using IncidentKit.Tests.Reports;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Tests.Rendering;

/// <summary>GitHub's own reader of Markdown finds in the documents what the tool's does.</summary>
public sealed class MarkdownReaderTests
{
    private static readonly XNamespace Space = "http://commonmark.org/xml/1.0";

    public static TheoryData<string> Documents => ["sample hostile", "sample open", "sample closed", .. IncidentKinds.Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task BothFindTheSame(string name)
    {
        var report = name.StartsWith("sample ", StringComparison.Ordinal) ? SampleModel.Named(name[7..]) : IncidentKinds.Report(name);
        var markdown = new TemplateRenderer().Render("incident-report.md.sbn", report);
        var xml = await InstalledProgram.OutputAsync(
            "cmark-gfm",
            ["-e", "table", "-e", "tasklist", "-e", "autolink", "-e", "footnotes", "--to", "xml"],
            markdown
        );
        // It has no names for the elements of footnotes.
        var named = xml.Replace("<!DOCTYPE document SYSTEM \"CommonMark.dtd\">", "", StringComparison.Ordinal)
            .Replace("<<unknown> />", "<footnote_reference />", StringComparison.Ordinal)
            .Replace("<<unknown>>", "<footnote_definition>", StringComparison.Ordinal)
            .Replace("</<unknown>>", "</footnote_definition>", StringComparison.Ordinal);
        var github = XDocument.Parse(named);
        var ours = Markdown.Parse(markdown, HtmlRenderer.Pipeline);

        Assert.Equal(ours.Descendants<HeadingBlock>().Select(h => Text(h.Inline!)), github.Descendants(Space + "heading").Select(Text));
        var rows = ours.Descendants<Table>().SelectMany(t => t.OfType<TableRow>().Select(r => r.Count)).ToList();
        Assert.True(rows.Count > 20);
        Assert.Equal(
            rows,
            github
                .Descendants(Space + "table_header")
                .Concat(github.Descendants(Space + "table_row"))
                .InDocumentOrder()
                .Select(r => r.Elements(Space + "table_cell").Count())
        );
        Assert.Equal(Cells(ours), github.Descendants(Space + "table_cell").Select(Text));
        Assert.Equal(ours.Descendants<Footnote>().Count(), github.Descendants(Space + "footnote_definition").Count());
        Assert.Equal(ours.Descendants<FootnoteLink>().Count(l => !l.IsBackLink), github.Descendants(Space + "footnote_reference").Count());
        Assert.Equal(ours.Descendants<TaskList>().Count(), github.Descendants(Space + "tasklist").Count());
        Assert.Equal(report.GetProperty("actionItems").GetArrayLength(), github.Descendants(Space + "tasklist").Count());
        Assert.DoesNotContain(github.Descendants(), e => e.Name.LocalName is "image");
        Assert.All(
            github.Descendants().Where(e => e.Name.LocalName is "html_block" or "html_inline"),
            e => Assert.NotNull(DocumentMarks.Of(e.Value.Trim().Replace("<!-- ", "", StringComparison.Ordinal)[..^4]))
        );
        var sections = ours.Descendants<HeadingBlock>().Select(h => $"#{h.GetAttributes().Id}").ToHashSet(StringComparer.Ordinal);
        Assert.All(github.Descendants(Space + "link"), l => Assert.Contains(l.Attribute("destination")!.Value, sections));
    }

    private static IEnumerable<string> Cells(MarkdownDocument document) =>
        document.Descendants<TableCell>().Select(c => string.Concat(c.Descendants<ParagraphBlock>().Select(p => Text(p.Inline!))));

    private static string Text(ContainerInline inline) =>
        Squeeze(
            string.Concat(
                inline
                    .Descendants()
                    .Select(i =>
                        i switch
                        {
                            LiteralInline literal => literal.Content.ToString(),
                            CodeInline code => code.Content,
                            HtmlEntityInline entity => entity.Transcoded.ToString(),
                            _ => "",
                        }
                    )
            )
        );

    private static string Text(XElement element) =>
        Squeeze(string.Concat(element.Descendants().Where(e => e.Name.LocalName is "text" or "code").Select(e => e.Value)));

    private static string Squeeze(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
