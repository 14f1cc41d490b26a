using System.Text.RegularExpressions;
using IncidentKit.Basics;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace IncidentKit.Claims.Reading;

/// <summary>Takes a Markdown report apart.</summary>
internal sealed partial class ReportReader
{
    /// <summary>So many lines make a timeline of a block of code.</summary>
    private const int FewestLines = 3;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseFootnotes()
        .UseTaskLists()
        .Build();

    private readonly ReportDocument _report;
    private readonly InlineReader _inlines;
    private Section _section = new(0, "", null);
    private Passage? _previous;
    private int _quotes;

    private ReportReader(string name, ReportText source)
    {
        _report = new ReportDocument { Name = name, Source = source };
        _inlines = new InlineReader(_report);
    }

    /// <summary>Reads a report.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">CommonMark with tables, footnotes and task lists; a page of HTML where its name ends so.</param>
    /// <exception cref="InputException">It is nested too deeply to be read.</exception>
    public static ReportDocument Read(string name, string text) => Read(name, ReportText.Of(name, text), Pipeline);

    /// <summary>Reads a note: plain text of a few lines, in which emphasis and lists may be marked.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">The note.</param>
    /// <exception cref="InputException">It is nested too deeply to be read.</exception>
    public static ReportDocument ReadNote(string name, string text) => Read(name, new ReportText(NoteText.Words(text)), NoteText.Pipeline);

    private static ReportDocument Read(string name, ReportText text, MarkdownPipeline pipeline)
    {
        var reader = new ReportReader(name, text);
        try
        {
            reader._report.Sections.Add(reader._section);
            reader.Blocks(
                Markdown.Parse(Attributes().Replace(reader._report.Source.Text, static m => new string(' ', m.Length)), pipeline),
                null
            );
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputProblem.Content, $"{name}: cannot be read as Markdown: {e.Message.ReplaceLineEndings(" ")}", e);
        }

        reader.Marks();
        IncidentScopes.Assign(reader._report);
        return reader._report;
    }

    /// <summary>Notes what marks say of sections and rows. Where a kind of mark is nowhere, the words of a heading or a row tell.</summary>
    private void Marks()
    {
        var (source, sections) = (_report.Source, _report.Sections);
        foreach (var comment in _report.Comments)
        {
            if (DocumentMarks.Of(comment.Text) is { } mark)
                _report.Marks.Add((source.LineOf(comment.Offset), mark));
        }

        var marked = _report.Marks.Select(m => m.Mark).ToHashSet(StringComparer.Ordinal);
        foreach (var section in sections.Where(s => s.Mark is null))
        {
            if (UnmarkedDocuments.OfHeading(section.Title) is { } mark && !marked.Contains(mark))
                section.Mark = mark;
        }

        for (var line = 1; line <= source.LineCount; line++)
        {
            if (UnmarkedDocuments.OfRow(source.Line(line)) is { } mark && !marked.Contains(mark))
                _report.Marks.Add((line, mark));
        }

        var stated = _report.Marks.Where(m => m.Mark == DocumentMarks.Stated).Select(m => m.Line).ToHashSet();
        foreach (var row in _report.Tables.SelectMany(t => t.Rows).Where(r => r.Cells.Count > 1))
            row.IsQuoted = stated.Count > 0 ? stated.Contains(row.Line) : UnmarkedDocuments.IsStated(row.Cells[^1].Text);
    }

    private void Blocks(ContainerBlock container, ReportListItem? item)
    {
        foreach (var block in container)
        {
            var before = _previous;
            _previous = null;
            switch (block)
            {
                case HeadingBlock heading:
                    Heading(heading);
                    break;
                case ParagraphBlock paragraph:
                    var passage = Leaf(PassageKind.Paragraph, paragraph, item, null);
                    if (item is { First: null })
                        item.First = passage;
                    _previous = passage;
                    break;
                case Table table:
                    Table(table, before, item);
                    break;
                case ListBlock list:
                    List(list, before);
                    break;
                case HtmlBlock html:
                    Html(html, before);
                    _previous = before;
                    break;
                case QuoteBlock quote:
                    _quotes++;
                    Blocks(quote, item);
                    _quotes--;
                    break;
                case YamlFrontMatterBlock front:
                    FrontMatter(front);
                    break;
                case LinkReferenceDefinitionGroup or FootnoteGroup or Footnote:
                    break;
                case CodeBlock code:
                    Code(code);
                    break;
                case ContainerBlock other:
                    Blocks(other, item);
                    break;
            }
        }
    }

    private void Heading(HeadingBlock heading)
    {
        var parent = _section;
        while (parent.Level >= heading.Level)
            parent = parent.Parent!;
        var title = _inlines.Read(heading.Inline).Text;
        _section = new Section(heading.Level, title, parent);
        _report.Sections.Add(_section);
        _previous = _section.Heading = Leaf(PassageKind.Heading, heading, null, null);
    }

    private void List(ListBlock block, Passage? intro)
    {
        var list = new ReportList(_section, intro);
        _report.Lists.Add(list);
        foreach (var child in block.OfType<ListItemBlock>())
        {
            var item = new ReportListItem(list);
            list.Items.Add(item);
            if (child.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: TaskList box })
                item.Done = box.Checked;
            Blocks(child, item);
        }

        _previous = null;
    }

    private void Table(Table block, Passage? intro, ReportListItem? item)
    {
        var table = new ReportTable(_section, intro);
        foreach (var child in block.OfType<TableRow>())
        {
            var row = new ReportRow(table, child.Line + 1);
            table.Rows.Add(row);
            foreach (var cell in child.OfType<TableCell>())
            {
                row.Cells.Add(
                    cell.FirstOrDefault() is ParagraphBlock paragraph
                        ? Leaf(PassageKind.Cell, paragraph, item, row)
                        : new Passage(PassageKind.Cell, _section, "", [block.Span.Start])
                        {
                            Row = row,
                            Column = row.Cells.Count,
                            Literals = [],
                            Comments = [],
                        }
                );
            }
        }

        if (table.Rows.Count > 0)
            _report.Tables.Add(table);
    }

    private void Html(HtmlBlock block, Passage? before)
    {
        var text = _report.Source.Text.AsSpan(
            block.Span.Start,
            Math.Max(0, Math.Min(block.Span.Length, _report.Source.Text.Length - block.Span.Start))
        );
        if (!HtmlNames.IsTag(text))
        {
            var flat = new FlatText(_report.Source.Text);
            flat.Append(text.TrimEnd(), block.Span.Start);
            _report.Passages.Add(
                new Passage(PassageKind.Paragraph, _section, flat.Text, [.. flat.Offsets]) { Literals = [], Comments = [] }
            );
        }

        for (var at = 0; text[at..].IndexOf("<!--") is >= 0 and var start; )
        {
            at += start;
            var length = text[at..].IndexOf("-->");
            if (length < 0)
                break;
            var comment = new ReportComment(block.Span.Start + at, text.Slice(at + 4, Math.Max(0, length - 4)).Trim().ToString());
            _report.Comments.Add(comment);
            foreach (var flat in CommentRecord.Lines(_report.Source, block.Span.Start + at))
                Add(PassageKind.Paragraph, flat);
            if (before is not null && before == _section.Heading)
                _section.Mark ??= DocumentMarks.Of(comment.Text);
            at += length + 3;
        }
    }

    /// <summary>A block of code states nothing, but a timeline that stands in one is still a timeline.</summary>
    private void Code(CodeBlock block)
    {
        var lines = LinesOf(block).ToList();
        var isTimeline = lines.Count >= FewestLines && lines.Count(l => Clock().IsMatch(l.Text)) * 4 >= lines.Count * 3;
        if (isTimeline)
        {
            var flat = new FlatText(_report.Source.Text);
            foreach (var (text, offset) in lines)
                flat.Append(text + "\n", offset);
            Add(PassageKind.Paragraph, flat);
            return;
        }

        var start = lines.Count > 0 ? lines[0].Offset : block.Span.Start;
        var code = block.Lines.ToString();
        _report.Passages.Add(new Passage(PassageKind.Code, _section, code, [start]) { Literals = [(0, code.Length)], Comments = [] });
    }

    private void FrontMatter(YamlFrontMatterBlock block)
    {
        var body = _section;
        _section = new Section(0, "", null) { IsFrontMatter = true };
        foreach (var (text, offset) in LinesOf(block).Where(l => l.Text.Contains(": ", StringComparison.Ordinal)))
        {
            var flat = new FlatText(_report.Source.Text);
            flat.Append(text, offset);
            Add(PassageKind.Paragraph, flat);
        }

        _section = body;
    }

    private void Add(PassageKind kind, FlatText flat) =>
        _report.Passages.Add(
            new Passage(kind, _section, flat.Text, [.. flat.Offsets]) { Literals = flat.Literals, Comments = flat.Comments }
        );

    private static IEnumerable<(string Text, int Offset)> LinesOf(LeafBlock block) =>
        (block.Lines.Lines ?? []).Take(block.Lines.Count).Select(l => (l.Slice.ToString(), l.Position));

    private Passage Leaf(PassageKind kind, LeafBlock block, ReportListItem? item, ReportRow? row)
    {
        var flat = _inlines.Read(block.Inline);
        flat.MarkAddresses();
        if (flat.Offsets.Count == 0)
            flat.Offsets.Add(block.Span.Start);
        var bold = block.Inline?.FirstChild is EmphasisInline { DelimiterCount: 2, NextSibling: null };
        var passage = new Passage(kind, _section, flat.Text, [.. flat.Offsets])
        {
            Item = item,
            Row = row,
            Column = row?.Cells.Count ?? 0,
            Literals = flat.Literals,
            Comments = flat.Comments,
            Bold = bold,
            InQuote = _quotes > 0,
        };
        _report.Passages.Add(passage);
        return passage;
    }

    /// <summary>A line of attributes for the block above it, as some renderers have it; in a table it would be no row.</summary>
    [GeneratedRegex(@"^[ \t]{0,12}\{:[^{}\n]{1,200}\}[ \t]{0,12}$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Attributes();

    [GeneratedRegex(@"^\s{0,8}[\[(]?(?:[0-9]{4}-[0-9][0-9]-[0-9][0-9][ T])?[0-9]{1,2}:[0-9][0-9]\b", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
