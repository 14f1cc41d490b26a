using System.Globalization;
using System.Net;
using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Rendering.Drawing;
using IncidentKit.Rendering.Templates;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Rendering.Html;

/// <summary>
/// Turns a rendered Markdown document into one page of HTML that loads nothing. Raw HTML is text, and links keep only safe schemes.
/// </summary>
public static class HtmlRenderer
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8886;--soft:#8882;--ran:#2e7d32;--bad:#b3261e;--late:#9a6700;--text:#1b1b1b;--back:#fff;--link:#0550ae}
        @media(prefers-color-scheme:dark){:root{--ran:#81c784;--bad:#ff8a80;--late:#e3b341;--text:#e6e6e6;--back:#14171a;--link:#79b8ff}}
        body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem;color:var(--text);background:var(--back)}
        a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
        h1,h2,h3{line-height:1.25;overflow-wrap:anywhere}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
        nav ul{columns:16rem;padding-left:1.2rem;margin:.5rem 0}
        .table{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:var(--soft)}
        code{font:.9em ui-monospace,monospace;background:var(--soft);padding:.1em .3em;border-radius:3px;overflow-wrap:anywhere}
        pre{background:var(--soft);padding:.8rem;overflow-x:auto}pre code{background:none;padding:0;overflow-wrap:normal}
        p,li{overflow-wrap:anywhere}blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid var(--line)}
        .timeline{margin:1rem 0;overflow-x:auto}.timeline svg{min-width:46rem;width:100%;font:12px system-ui,sans-serif;fill:var(--text)}
        .timeline .small{font-size:10px}.timeline .strong{font-weight:600}.timeline .grid{stroke:var(--line);stroke-width:.6}
        .timeline .session{fill:var(--soft)}.timeline .pre,.timeline .post{opacity:.45}
        .timeline .milestone{stroke:var(--text);stroke-width:1.2;stroke-dasharray:5 3}
        .timeline .ran{fill:var(--ran)}.timeline .tick{stroke:var(--ran);stroke-width:1.4}
        .timeline .late{fill:none;stroke:var(--late);stroke-width:2}.timeline .failed{fill:var(--bad)}
        .timeline .missed{fill:url(#missed-hatch);stroke:var(--bad);stroke-width:1.2}.timeline .missed-back{fill:var(--back)}.timeline .missed-line{stroke:var(--bad);stroke-width:3}
        .timeline .unknown{fill:none;stroke:var(--text);stroke-width:1;stroke-dasharray:2 2}
        .footnotes{font-size:.85rem}sup{line-height:0}details{margin:.3rem 0}summary{cursor:pointer}details pre{white-space:pre-wrap;overflow-wrap:anywhere;max-height:20rem;overflow-y:auto}
        @media print{:root{--text:#000;--back:#fff;--link:#000}body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}a{text-decoration:none}h2,h3{break-after:avoid}tr,pre,svg{break-inside:avoid}.table,.timeline{overflow:visible}.timeline svg{min-width:0}}
        """;

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
            foreach (var mark in document.Descendants<MarkBlock>().ToList())
                mark.Parent!.Remove(mark);
            if (document.FirstOrDefault() is HeadingBlock { Level: 1 } && Contents(document) is { Length: > 0 } contents)
                document.Insert(1, new InsertedHtml(contents));
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

        body = body.Replace("<table>", "<div class=\"table\"><table>").Replace("</table>", "</table></div>");
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
            around.Insert(around.IndexOf(place) + 1, new InsertedHtml(TimelineDrawing.Svg(report)));
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
        (Block?)document.Descendants<MarkBlock>().FirstOrDefault(m => m.Name == DocumentMarks.Timeline)
        ?? document.OfType<HeadingBlock>().FirstOrDefault(h => UnmarkedDocuments.OfHeading(Text(h)) == DocumentMarks.Timeline);

    private static List<FencedCodeBlock> Diagrams(MarkdownDocument document)
    {
        var marks = document.Descendants<MarkBlock>().Where(m => m.Name == DocumentMarks.Diagram).ToList();
        return marks.Count > 0
            ? [.. marks.Select(Next).OfType<FencedCodeBlock>()]
            : [.. document.Descendants<FencedCodeBlock>().Where(f => UnmarkedDocuments.IsDiagram(f.Lines.ToString()))];
    }

    private static Block? Next(Block block) => block.Parent is { } around ? around.ElementAtOrDefault(around.IndexOf(block) + 1) : null;

    private static string Recorded(JsonElement record)
    {
        var answer = record.GetProperty("answer").GetString()!;
        var length = record.GetProperty("answerLength").GetInt32();
        var cut =
            length > answer.Length
                ? string.Create(CultureInfo.InvariantCulture, $"\n… {length - answer.Length} more characters in the bundle")
                : "";
        return $"<details><summary>the recorded answer</summary><pre><code>{Encode(record.GetProperty("parameters").GetString()!)}\n\n{Encode(answer)}{cut}</code></pre></details>";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(VisibleText.Lines(text));

    /// <summary>Links to the sections; nothing when there are few.</summary>
    private static string Contents(MarkdownDocument document)
    {
        var sections = document.OfType<HeadingBlock>().Where(h => h.Level == 2).ToList();
        return sections.Count < 3
            ? ""
            : $"<a class=\"skip\" href=\"#{WebUtility.HtmlEncode(sections[0].GetAttributes().Id)}\">Skip the contents</a><nav aria-label=\"Contents\"><ul>\n{string.Concat(sections.Select(h => $"<li><a href=\"#{WebUtility.HtmlEncode(h.GetAttributes().Id)}\">{WebUtility.HtmlEncode(Text(h))}</a></li>\n"))}</ul></nav>\n";
    }

    private static string Text(HeadingBlock heading) =>
        string.Concat(
            heading
                .Inline?.Descendants()
                .Select(i =>
                    i switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        HtmlEntityInline entity => entity.Transcoded.ToString(),
                        _ => "",
                    }
                )
                ?? []
        );

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
