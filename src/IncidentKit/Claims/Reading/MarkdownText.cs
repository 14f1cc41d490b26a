namespace IncidentKit.Claims.Reading;

/// <summary>Markdown as it is written, with the place that each character comes from.</summary>
internal sealed class MarkdownText
{
    /// <summary>Emphasis and links that are open: written when text comes, and closed where a block ends.</summary>
    private sealed class Mark(string open, string close, int at)
    {
        public string Open { get; } = open;

        public string Close { get; } = close;

        public int At { get; } = at;

        public bool IsWritten { get; set; }
    }

    private readonly MarkdownLines _lines = new();
    private readonly List<Mark> _marks = [];
    private bool _hasSpace;
    private bool _hasLine;
    private bool _inHeading;
    private bool _isClosed;
    private bool _inCell;
    private bool _hasBreak;
    private int _cellStart;

    /// <summary>The text and the places.</summary>
    public (string Text, IReadOnlyList<int> Offsets) Done()
    {
        Gap();
        return _lines.All;
    }

    /// <summary>A character of running text: spaces are one space, and what Markdown would take for a mark is escaped.</summary>
    public void Character(char c, int at)
    {
        if (char.IsWhiteSpace(c))
        {
            (_hasSpace, _hasLine) = (_hasSpace || !_lines.AtStart, _hasLine || (c == '\n' && !_lines.AtStart));
            return;
        }

        // A line stays a line, unless it would begin as a block does.
        if (_hasLine && !_inCell && !_inHeading && c is not ('-' or '+' or '#' or '='))
            End();
        var isFirst = _lines.AtStart;
        Begin(at);
        if (
            c is '\\' or '*' or '`' or '[' or '<'
            || (c == '_' && !char.IsLetterOrDigit(_lines.Last))
            || (c == '>' && isFirst)
            || (c == '|' && _inCell)
        )
            _lines.Add('\\', at);
        _lines.Add(c, at);
    }

    /// <summary>A space before what follows.</summary>
    public void Space() => _hasSpace = true;

    /// <summary>Text with its marks, as it stands.</summary>
    public void Put(string text, int at)
    {
        Begin(at);
        _lines.Add(text, at);
    }

    /// <summary>A code span.</summary>
    public void Literal(IReadOnlyList<(char Character, int Offset)> code, int at)
    {
        if (code.All(c => char.IsWhiteSpace(c.Character)))
            return;
        var (open, close) = code.Any(c => c.Character == '`') ? ("`` ", " ``") : ("`", "`");
        Put(open, at);
        foreach (var (c, from) in code)
        {
            if (c == '|' && _inCell)
                _lines.Add('\\', from);
            _lines.Add(char.IsWhiteSpace(c) ? ' ' : c, from);
        }

        _lines.Add(close, at);
    }

    /// <summary>A block of code; in a cell a span.</summary>
    public void Code(IReadOnlyList<(char Character, int Offset)> code, int at)
    {
        if (_inCell)
        {
            Literal(code, at);
            return;
        }

        Gap();
        var fence = string.Concat(code.Select(c => c.Character)).Contains("```", StringComparison.Ordinal) ? "````" : "```";
        Put(fence, at);
        End();
        foreach (var (c, from) in code)
        {
            _lines.Start(from);
            if (c == '\n')
                _lines.End(from);
            else
                _lines.Add(c, from);
        }

        End();
        Put(fence, _lines.Place);
        Gap();
    }

    /// <summary>Begins a heading; in a cell it is a line like others.</summary>
    public void Heading(int level, int at)
    {
        Gap();
        if (!_inCell)
            Put(new string('#', level) + " ", at);
        _inHeading = true;
    }

    /// <summary>Begins emphasis or a link.</summary>
    public void Open(string open, string close, int at) => _marks.Add(new Mark(open, close, at));

    /// <summary>Ends what was begun last; of one without text nothing is written.</summary>
    public void Close()
    {
        var mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        if (!mark.IsWritten)
            return;
        _isClosed = char.IsPunctuation(_lines.Last);
        _lines.Add(mark.Close[0] == ':' && _lines.Last == ':' ? mark.Close[1..] : mark.Close, _lines.Place);
    }

    /// <summary>A line break inside a block.</summary>
    public void Break(int at)
    {
        if (_inCell)
        {
            _hasBreak = true;
        }
        else if (!_lines.AtStart)
        {
            Suspend();
            _lines.Add('\\', at);
            End();
        }
    }

    /// <summary>A line across the page.</summary>
    public void Rule(int at)
    {
        Gap();
        if (_inCell)
            return;
        Put("---", at);
        Gap();
    }

    /// <summary>A comment, on the line above what follows.</summary>
    public void Comment(string comment, int at)
    {
        Gap();
        Put(comment, at);
        if (_inCell)
            return;
        End();
        _lines.IsGlued = true;
    }

    /// <summary>Ends a block: an empty line comes before the next.</summary>
    public void Gap()
    {
        _inHeading = false;
        if (_inCell)
        {
            _hasBreak = true;
            return;
        }

        Suspend();
        (_hasSpace, _hasLine) = (false, false);
        _lines.Gap();
    }

    /// <summary>Before and behind a list: inside an item no empty line is needed.</summary>
    public void ListGap()
    {
        if (_lines.Prefix.Length == 0 || _inCell)
        {
            Gap();
            return;
        }

        Suspend();
        End();
    }

    /// <summary>What stands in an item or a quotation: its first line begins with a mark, the others with another or with space.</summary>
    public void Nested(string first, string others, bool isItem, Action content)
    {
        if (_inCell)
        {
            Gap();
            content();
            Gap();
            return;
        }

        if (isItem)
            End();
        else
            Gap();
        var outer = _lines.Prefix;
        (_lines.First, _lines.Prefix) = ((_lines.First ?? outer) + first, outer + others);
        content();
        if (isItem)
        {
            Suspend();
            End();
        }
        else
        {
            Gap();
        }

        (_lines.Prefix, _lines.First) = (outer, null);
    }

    /// <summary>A cell of a table: all of it stands on one line.</summary>
    public void Cell(int at, Action content)
    {
        _lines.Start(at);
        _lines.Add("| ", at);
        (_inCell, _hasBreak, _hasSpace, _hasLine, _cellStart) = (true, false, false, false, _lines.Length);
        content();
        Suspend();
        (_inCell, _hasBreak, _hasSpace, _hasLine) = (false, false, false, false);
        _lines.Add(' ', at);
    }

    /// <summary>Ends a row of a table.</summary>
    /// <param name="at">Where the row stands.</param>
    /// <param name="columns">How many columns a table has whose head this is; 0 for another row.</param>
    public void EndRow(int at, int columns)
    {
        _lines.Add('|', at);
        _lines.End(at);
        if (columns == 0)
            return;
        _lines.Start(at);
        _lines.Add(string.Concat(Enumerable.Repeat("|---", columns)) + "|", at);
        _lines.End(at);
    }

    private void End()
    {
        _lines.End();
        (_hasSpace, _hasLine) = (false, false);
    }

    /// <summary>Writes what is due before text: the line's beginning, a break, a space, marks that were opened.</summary>
    private void Begin(int at)
    {
        if (_inCell && _hasBreak)
        {
            (_hasBreak, _hasSpace) = (false, false);
            if (_lines.Length > _cellStart)
                _lines.Add("<br>", at);
        }

        // Behind "**Label:**" Markdown wants a space, or it is no emphasis.
        _hasSpace |= _isClosed && _lines.Last == '*';
        if (_hasSpace && !_lines.AtStart)
            _lines.Add(' ', at);
        (_isClosed, _hasSpace, _hasLine) = (false, false, false);
        _lines.Start(at);
        foreach (var mark in _marks.Where(m => !m.IsWritten))
        {
            _lines.Add(mark.Open, mark.At);
            mark.IsWritten = true;
        }
    }

    /// <summary>Closes what is open, to be opened again with the next text.</summary>
    private void Suspend()
    {
        foreach (var mark in Enumerable.Reverse(_marks).Where(m => m.IsWritten))
        {
            _lines.Add(mark.Close, _lines.Place);
            mark.IsWritten = false;
        }
    }
}
