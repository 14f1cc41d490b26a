using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Claims.Reading;

/// <summary>Makes running text of what stands in a block of Markdown.</summary>
internal sealed class InlineReader(ReportDocument report)
{
    /// <summary>The text of a block as a reader sees it; its links, comments and footnotes are added to the report.</summary>
    public FlatText Read(ContainerInline? container)
    {
        var flat = new FlatText(report.Source.Text);
        if (container is not null)
            Flatten(container, flat);
        return flat;
    }

    private void Flatten(ContainerInline container, FlatText flat)
    {
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    flat.Append(literal.Content.AsSpan(), literal.Span.Start);
                    break;
                case CodeInline code:
                    flat.AppendLiteral(code.Content, code.Span.Start + code.DelimiterCount);
                    break;
                case HtmlEntityInline entity:
                    flat.AppendFor(entity.Transcoded.AsSpan(), entity.Span.Start);
                    break;
                case LineBreakInline:
                    flat.Append("\n", inline.Span.Start);
                    break;
                case AutolinkInline link:
                    flat.AppendLiteral(link.Url, link.Span.Start);
                    report.Links.Add(new ReportLink(link.Span.Start, link.Span.End + 1, link.Url, link.Url));
                    break;
                case FootnoteLink { IsBackLink: false }:
                    report.FootnoteCount++;
                    break;
                case HtmlInline html when html.Tag.StartsWith("<!--", StringComparison.Ordinal):
                    var comment = new ReportComment(
                        html.Span.Start,
                        html.Tag.AsSpan(4, Math.Max(0, html.Tag.Length - 7)).Trim().ToString()
                    );
                    report.Comments.Add(comment);
                    flat.Comments.Add(comment);
                    break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase):
                    flat.AppendFor("\n", html.Span.Start);
                    break;
                case HtmlInline html when !HtmlNames.IsTag(html.Tag):
                    flat.Append(html.Tag, html.Span.Start);
                    break;
                case LinkInline link:
                    var start = flat.Length;
                    Flatten(link, flat);
                    report.Links.Add(new ReportLink(link.Span.Start, link.Span.End + 1, flat.From(start), link.Url ?? ""));
                    break;
                case DelimiterInline delimiter:
                    flat.Append(delimiter.ToLiteral(), delimiter.Span.Start);
                    Flatten(delimiter, flat);
                    break;
                case ContainerInline nested:
                    Flatten(nested, flat);
                    break;
            }
        }
    }
}
