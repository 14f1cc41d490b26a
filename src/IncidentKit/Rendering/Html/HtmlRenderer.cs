using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Rendering.Drawing;
using IncidentKit.Rendering.Templates;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Rendering.Html;

/// <summary>
/// Turns a rendered Markdown document into one page of HTML that loads nothing. Raw HTML is text, and links keep only safe schemes.
/// </summary>
public static partial class HtmlRenderer
{
    private static readonly string Style = ReadStyle();

    /// <summary>Reads Markdown in which the marks of templates are the only HTML.</summary>
    internal static MarkdownPipeline Pipeline { get; } = CreatePipeline();

    /// <summary>Renders a page in UTF-8 with its style inside.</summary>
    /// <param name="markdown">CommonMark with pipe tables, footnotes and task lists.</param>
    /// <param name="title">The page's title, as plain text.</param>
    /// <param name="report">
    /// The incident report's JSON, for the drawing under "Timeline" and the recorded answers under the footnotes. Null for a page without.
    /// </param>
    /// <exception cref="InputException">The Markdown is nested too deeply.</exception>
    public static string ToHtml(string markdown, string title, JsonElement? report = null)
    {
        string body;
        try
        {
            MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
            foreach (LinkInline link in document.Descendants<LinkInline>())
                Tame(link);
            foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)))
                link.Url = "#";
            if (report is { } model)
                Illustrate(document, model);
            PageStructure.Classes(document);
            PageStructure.Contents(document);
            PageStructure.Fold(document);
            foreach (var mark in document.Descendants<MarkBlock>().ToList())
                mark.Parent!.Remove(mark);
            body = Write(document);
        }
        catch (ArgumentException e)
        {
            throw new InputException(
                InputProblem.Content,
                $"'{VisibleText.Line(title)}' is not Markdown that can be shown: {VisibleText.Line(e.Message)}",
                e
            );
        }

        body = OpenTable().Replace(body, "<div class=\"table\">$0").Replace("</table>", "</table></div>");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(VisibleText.Line(title))}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            {body.TrimEnd('\n')}
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    [GeneratedRegex("<table(?: class=\"[a-z-]{1,40}\"){0,1}>", RegexOptions.CultureInvariant)]
    private static partial Regex OpenTable();

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlRenderer).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd().TrimEnd();
    }

    private static string Write(MarkdownDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new Markdig.Renderers.HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Add(new InsertedHtml.Renderer());
        renderer.Render(document);
        return writer.ToString().ReplaceLineEndings("\n");
    }

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseFootnotes().UseTaskLists().UseAutoIdentifiers().DisableHtml();
        builder.BlockParsers.Insert(0, new MarkBlock.LineParser());
        builder.InlineParsers.Insert(0, new MarkInlineParser());
        return builder.Build();
    }

    /// <summary>Puts the drawing in its place, and under each footnote of a record what it says.</summary>
    private static void Illustrate(MarkdownDocument document, JsonElement report)
    {
        if (PlaceOfDrawing(document) is { } place)
        {
            // It shows what the diagram for Markdown readers does, and more.
            foreach (var diagram in Diagrams(document))
                diagram.Parent?.Remove(diagram);
            var around = place.Parent!;
            around.Insert(around.IndexOf(place) + 1, new InsertedHtml(TimelineDrawing.Figure(report)));
        }

        var records = report
            .GetProperty("evidence")
            .EnumerateArray()
            .Where(e => e.GetProperty("answer").ValueKind == JsonValueKind.String)
            .ToDictionary(e => e.GetProperty("id").GetString()!, StringComparer.Ordinal);
        foreach (var note in document.Descendants<Footnote>())
        {
            if (note.Label is { } label && records.TryGetValue(label.TrimStart('^'), out var record))
                note.Add(new InsertedHtml(Recorded(record)));
        }
    }

    /// <summary>The block under which the drawing belongs; null where a template has no place for it.</summary>
    private static Block? PlaceOfDrawing(MarkdownDocument document) =>
        (Block?)document.Descendants<MarkBlock>().FirstOrDefault(m => m.Name == DocumentMarks.Drawing)
        ?? (Block?)document.Descendants<MarkBlock>().FirstOrDefault(m => m.Name == DocumentMarks.Timeline)
        ?? document
            .OfType<HeadingBlock>()
            .FirstOrDefault(h => UnmarkedDocuments.OfHeading(PageStructure.Text(h)) == DocumentMarks.Timeline);

    private static List<FencedCodeBlock> Diagrams(MarkdownDocument document)
    {
        var marks = document.Descendants<MarkBlock>().Where(m => m.Name == DocumentMarks.Diagram).ToList();
        return marks.Count > 0
            ? [.. marks.Select(PageStructure.Next).OfType<FencedCodeBlock>()]
            : [.. document.Descendants<FencedCodeBlock>().Where(f => UnmarkedDocuments.IsDiagram(f.Lines.ToString()))];
    }

    private static string Recorded(JsonElement record)
    {
        var answer = record.GetProperty("answer").GetString()!;
        var length = record.GetProperty("answerLength").GetInt32();
        var cut =
            length > answer.Length
                ? string.Create(CultureInfo.InvariantCulture, $"\n… {length - answer.Length} more characters in the bundle")
                : "";
        return $"<details><summary>the recorded answer</summary><pre><code>{Encode(record.GetProperty("parameters").GetString()!)}\n\n"
            + $"{Encode(answer)}{cut}</code></pre></details>";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(VisibleText.Lines(text));

    /// <summary>A picture would be loaded from elsewhere: it becomes a link. A link of an unsafe scheme goes nowhere.</summary>
    private static void Tame(LinkInline link)
    {
        link.IsImage = false;
        if (!IsSafe(link.GetDynamicUrl?.Invoke() ?? link.Url))
        {
            link.GetDynamicUrl = null;
            link.Url = "#";
        }
    }

    private static bool IsSafe(string? url)
    {
        if (url is null)
            return false;
        int colon = url.IndexOf(':');
        bool relative = colon < 0 || url.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0;
        return relative
            ? !url.StartsWith("//", StringComparison.Ordinal)
            : url[..colon].ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO";
    }
}
