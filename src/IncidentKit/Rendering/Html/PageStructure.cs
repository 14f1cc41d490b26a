using System.Net;
using IncidentKit.Basics;
using IncidentKit.Rendering.Templates;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Rendering.Html;

/// <summary>Gives a page its form: classes by the marks, the contents under page one, a folded appendix.</summary>
internal static class PageStructure
{
    /// <summary>A block that follows a mark has the mark's name as its class; so has an item of a list with a mark in it.</summary>
    public static void Classes(MarkdownDocument document)
    {
        foreach (var mark in document.Descendants<MarkBlock>())
            Next(mark)?.GetAttributes().AddClass(mark.Name);
        PageOne(document)?.GetAttributes().AddClass("page-one");
        foreach (var mark in document.Descendants<MarkInline>())
        {
            for (var around = (Block?)mark.Parent?.ParentBlock; around is not null; around = around.Parent)
            {
                if (around is ListItemBlock item)
                {
                    item.GetAttributes().AddClass(mark.Name);
                    break;
                }
            }
        }
    }

    /// <summary>Links to the sections, before the first of them; nothing when there are few.</summary>
    public static void Contents(MarkdownDocument document)
    {
        var pageOne = PageOne(document);
        var sections = document.OfType<HeadingBlock>().Where(h => h.Level == 2 && h != pageOne).ToList();
        var appendix = Appendix(document);
        var main = appendix is null ? sections : sections.FindAll(s => document.IndexOf(s) < document.IndexOf(appendix));
        if (sections.Count < 3 || document.FirstOrDefault() is not HeadingBlock { Level: 1 })
            return;
        var links = string.Concat(
            main.Append(appendix)
                .OfType<HeadingBlock>()
                .Select(h => $"<li><a href=\"{Address(h)}\">{WebUtility.HtmlEncode(Text(h))}</a></li>\n")
        );
        document.Insert(document.IndexOf(sections[0]), new InsertedHtml($"<nav aria-label=\"Contents\"><ul>\n{links}</ul></nav>\n"));
        document.Insert(1, new InsertedHtml($"<a class=\"skip\" href=\"{Address(sections[0])}\">Skip page one</a>"));
    }

    /// <summary>Folds each section of the appendix, so that it is there and not in the way. A link into one opens it.</summary>
    public static void Fold(MarkdownDocument document)
    {
        if (Appendix(document) is not { } appendix)
            return;
        var open = false;
        for (var at = document.IndexOf(appendix) + 1; at < document.Count; at++)
        {
            if (document[at] is HeadingBlock { Level: 2 } heading)
                document[at] = Details(heading.GetAttributes().Id, Text(heading));
            else if (document[at] is FootnoteGroup)
                document.Insert(at++, Details("evidence", "Evidence"));
        }

        if (open)
            document.Add(new InsertedHtml("</details>"));

        InsertedHtml Details(string? id, string summary)
        {
            var end = open ? "</details>" : "";
            open = true;
            return new InsertedHtml(
                $"{end}<details id=\"{WebUtility.HtmlEncode(id)}\"><summary>{WebUtility.HtmlEncode(summary)}</summary>"
            );
        }
    }

    /// <summary>A heading's words.</summary>
    public static string Text(HeadingBlock heading) =>
        string.Concat(
            heading
                .Inline?.Descendants()
                .Select(i =>
                    i switch
                    {
                        MarkInline => "",
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        HtmlEntityInline entity => entity.Transcoded.ToString(),
                        _ => "",
                    }
                )
                ?? []
        );

    /// <summary>The block after another.</summary>
    public static Block? Next(Block block) => block.Parent is { } around ? around.ElementAtOrDefault(around.IndexOf(block) + 1) : null;

    /// <summary>The heading over page one: a reader of the page needs none there.</summary>
    private static HeadingBlock? PageOne(MarkdownDocument document) => HeadingOf(document, DocumentMarks.Summary);

    private static HeadingBlock? Appendix(MarkdownDocument document) => HeadingOf(document, DocumentMarks.Appendix);

    private static HeadingBlock? HeadingOf(MarkdownDocument document, string name) =>
        document.OfType<MarkBlock>().FirstOrDefault(m => m.Name == name) is { } mark
            ? document.ElementAtOrDefault(document.IndexOf(mark) - 1) as HeadingBlock
            : null;

    private static string Address(HeadingBlock heading) => $"#{WebUtility.HtmlEncode(heading.GetAttributes().Id)}";
}
