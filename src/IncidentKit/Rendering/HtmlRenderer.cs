using System.Net;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Rendering;

/// <summary>Turns a rendered Markdown document into one page of HTML that loads nothing: raw HTML is text, links keep only safe schemes.</summary>
public static class HtmlRenderer
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8885;--soft:#8881}
        body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem}
        h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
        .table{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:var(--soft)}
        code{font:.9em ui-monospace,monospace;background:var(--soft);padding:.1em .3em;border-radius:3px;overflow-wrap:anywhere}
        pre{background:var(--soft);padding:.8rem;overflow-x:auto}pre code{background:none;padding:0;overflow-wrap:normal}
        blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid var(--line)}
        .footnotes{font-size:.8rem}sup{line-height:0}
        @media print{body{max-width:none;padding:0}a{color:inherit;text-decoration:none}tr,pre{break-inside:avoid}}
        """;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseFootnotes().UseTaskLists().UseAutoIdentifiers().DisableHtml().Build();

    /// <summary>Renders a page in UTF-8 with its style inside.</summary>
    /// <param name="markdown">CommonMark with pipe tables, footnotes and task lists.</param>
    /// <param name="title">The page's title, as plain text.</param>
    /// <exception cref="InputException">The Markdown is nested too deeply.</exception>
    public static string ToHtml(string markdown, string title)
    {
        string body;
        try
        {
            MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
            foreach (LinkInline link in document.Descendants<LinkInline>())
                Tame(link);
            foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)))
                link.Url = "#";
            body = document.ToHtml(Pipeline).ReplaceLineEndings("\n");
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputProblem.Content, $"'{VisibleText.Line(title)}' is not Markdown that can be shown: {VisibleText.Line(e.Message)}", e);
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
            {body.TrimEnd('\n')}
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

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
        return relative ? !url.StartsWith("//", StringComparison.Ordinal) : url[..colon].ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO";
    }
}
