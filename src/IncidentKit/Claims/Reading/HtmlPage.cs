using System.Net;
using HtmlAgilityPack;
using IncidentKit.Basics;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Reads a page that a wiki or an editor has exported: the part of it that holds the report, as Markdown, with the place of each
/// character in the file. Menus, scripts, tables of contents and what is hidden are left out.
/// </summary>
internal sealed class HtmlPage
{
    /// <summary>A page that is nested deeper is refused: nobody's report is.</summary>
    private const int Deepest = 250;

    private static readonly string[] Endings = [".html", ".htm", ".xhtml"];

    /// <summary>What holds the report in the pages of wikis and editors, the narrowest first.</summary>
    private static readonly Func<HtmlNode, bool>[] Roots =
    [
        n =>
            n.Id is "main-content" or "mw-content-text" or "wikicontent"
            || HasClass(n, "wiki-content", "markdown-body", "mw-parser-output"),
        n => n.Name == "article",
        n => n.Name == "main" || n.GetAttributeValue("role", "") == "main",
        n => n.Name == "body",
    ];

    private static readonly HashSet<string> Unread = new(
        "script style head nav footer noscript template svg button select iframe canvas object video audio colgroup".Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Blocks = new(
        (
            "p div section article main header address figure figcaption fieldset details summary center form hgroup body html aside dl"
            + " table tbody thead tfoot tr td th caption"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private readonly MarkdownText _text = new();
    private readonly bool _isTaskPage;

    private HtmlPage(HtmlNode root) => _isTaskPage = root.Descendants("li").Any(i => IsTaskList(i.ParentNode));

    /// <summary>Whether a file is a page, by the ending of its name.</summary>
    public static bool Is(string name) => Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The report of a page as Markdown.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="html">The page; its lines end in one line feed.</param>
    /// <returns>The text, and for each of its characters the one of the page that it comes from.</returns>
    /// <exception cref="InputException">It is nested too deeply.</exception>
    public static (string Text, IReadOnlyList<int> Offsets) Read(string name, string html)
    {
        var document = new HtmlDocument
        {
            OptionMaxNestedChildNodes = Deepest,
            OptionReadEncoding = false,
            OptionFixNestedTags = true,
        };
        try
        {
            document.LoadHtml(html);
        }
        catch (Exception e) when (e.GetType() == typeof(Exception))
        {
            throw new InputException(InputProblem.Content, $"{name}: it is nested more than {Deepest} deep", e);
        }

        var all = document.DocumentNode.Descendants().Where(n => n.NodeType == HtmlNodeType.Element).ToList();
        var root = Roots.Select(r => all.Find(n => r(n))).FirstOrDefault(n => n is not null) ?? document.DocumentNode;
        var page = new HtmlPage(root);
        if (!root.Descendants("h1").Any() && (all.Find(n => n.Name == "h1") ?? all.Find(n => n.Name == "title")) is { } title)
            page.Heading(title, 1);
        page.Children(root);
        return page._text.Done();
    }

    private void Children(HtmlNode node)
    {
        foreach (var child in node.ChildNodes)
            Node(child);
    }

    private void Node(HtmlNode node)
    {
        if (node is HtmlTextNode text)
        {
            Text(text);
            return;
        }

        if (node is HtmlCommentNode comment)
        {
            if (
                comment.Comment.StartsWith("<!--", StringComparison.Ordinal)
                && comment.Comment.Contains("audit-ignore", StringComparison.Ordinal)
            )
                _text.Comment(comment.Comment.ReplaceLineEndings(" "), node.StreamPosition);
            return;
        }

        if (node.NodeType != HtmlNodeType.Element || IsUnread(node))
            return;
        switch (node.Name)
        {
            case ['h', >= '1' and <= '6']:
                Heading(node, node.Name[1] - '0');
                break;
            case "br":
                _text.Break(node.StreamPosition);
                break;
            case "hr":
                _text.Rule(node.StreamPosition);
                break;
            case "ul" or "ol" or "menu":
                List(node);
                break;
            case "li":
                Item(node, "- ");
                break;
            case "pre":
                _text.Code(HtmlText.Of(node), node.StreamPosition);
                break;
            case "code" or "kbd" or "tt" or "samp":
                _text.Literal(HtmlText.Of(node), node.StreamPosition);
                break;
            case "b" or "strong":
                Marked(node, "**", "**");
                break;
            case "em" or "i" or "cite":
                Marked(node, "*", "*");
                break;
            case "a":
                Link(node);
                break;
            case "img":
                _text.Put($"![{node.GetAttributeValue("alt", "").Replace(']', ' ')}](image)", node.StreamPosition);
                break;
            case "input":
                if (node.GetAttributeValue("type", "") == "checkbox")
                    Box(node.Attributes.Contains("checked"), node.StreamPosition);
                break;
            case "blockquote":
                _text.Nested("> ", "> ", isItem: false, () => Children(node));
                break;
            case "dt":
                _text.Gap();
                Marked(node, "**", ":** ");
                break;
            case "dd":
                Children(node);
                _text.Gap();
                break;
            case "table" when HtmlTable.Is(node):
                Table(node);
                break;
            case var name when Blocks.Contains(name):
                _text.Gap();
                Children(node);
                _text.Gap();
                break;
            default:
                Children(node);
                break;
        }
    }

    private void Heading(HtmlNode node, int level)
    {
        _text.Heading(level, node.StreamPosition);
        foreach (
            var text in node.DescendantsAndSelf().OfType<HtmlTextNode>().Where(t => !t.Ancestors().TakeWhile(a => a != node).Any(IsUnread))
        )
            Text(text);
        _text.Gap();
    }

    private void List(HtmlNode node)
    {
        _text.ListGap();
        var isNumbered = node.Name == "ol";
        var number = node.GetAttributeValue("start", 1);
        foreach (var child in node.ChildNodes)
        {
            if (child.Name == "li")
                Item(child, isNumbered ? $"{number++}. " : "- ");
            else
                Node(child);
        }

        _text.ListGap();
    }

    private void Item(HtmlNode node, string mark) =>
        _text.Nested(
            mark,
            new string(' ', mark.Length),
            isItem: true,
            () =>
            {
                if (_isTaskPage && IsTaskList(node.ParentNode))
                    Box(HasClass(node, "checked") || IsTicked(node), node.StreamPosition);
                Children(node);
            }
        );

    private void Marked(HtmlNode node, string open, string close)
    {
        _text.Open(open, close, node.StreamPosition);
        Children(node);
        _text.Close();
    }

    private void Link(HtmlNode node)
    {
        var address = WebUtility.HtmlDecode(node.GetAttributeValue("href", ""));
        if (address.Length == 0 || address[0] == '#' || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            Children(node);
        else
            Marked(
                node,
                "[",
                $"](<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>)"
            );
    }

    private void Table(HtmlNode node)
    {
        _text.Gap();
        var isFirst = true;
        foreach (var (cells, at) in HtmlTable.Rows(node))
        {
            foreach (var cell in cells)
                _text.Cell(
                    cell?.StreamPosition ?? at,
                    () =>
                    {
                        if (cell is not null)
                            Children(cell);
                    }
                );
            _text.EndRow(at, isFirst ? cells.Count : 0);
            isFirst = false;
        }

        _text.Gap();
    }

    /// <summary>Writes text; the @ with which an editor marks a date that it knows is none of it.</summary>
    private void Text(HtmlTextNode node)
    {
        var isDate = node.ParentNode?.Name == "time";
        foreach (var (c, at) in HtmlText.Of(node))
        {
            if (!isDate || c != '@')
                _text.Character(c, at);
        }
    }

    private static bool IsTaskList(HtmlNode? node) => node is not null && HasClass(node, "inline-task-list", "to-do-list", "task-list");

    /// <summary>Whether the box of an item is ticked, where it is drawn by its class.</summary>
    private static bool IsTicked(HtmlNode item) => item.Descendants("div").Any(d => HasClass(d, "checkbox-on"));

    private void Box(bool isTicked, int at)
    {
        _text.Put(isTicked ? "[x]" : "[ ]", at);
        _text.Space();
    }

    private static bool HasClass(HtmlNode node, params ReadOnlySpan<string> names)
    {
        foreach (var name in node.GetClasses())
        {
            if (names.Contains(name))
                return true;
        }

        return false;
    }

    private static bool IsUnread(HtmlNode node) =>
        Unread.Contains(node.Name)
        || node.Attributes.Contains("hidden")
        || node.GetAttributeValue("aria-hidden", "") == "true"
        || node.GetAttributeValue("role", "") is "navigation" or "banner" or "contentinfo"
        || node.GetAttributeValue("style", "").Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.Ordinal)
        || node.Id is "toc" or "breadcrumb-section" or "footer"
        || HasClass(node, "toc", "toc-macro", "mw-editsection", "breadcrumbs", "page-metadata", "expand-control-icon");
}
