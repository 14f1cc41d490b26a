using IncidentKit.Basics;
using IncidentKit.Claims.Reading;
using IncidentKit.Claims.Reading.CharacterSets;

namespace IncidentKit.Claims;

/// <summary>A report's text with its character-set damage repaired, and where each character stands in the file.</summary>
internal sealed class ReportText
{
    private readonly List<int> _lineStarts = [0];

    /// <summary>By how much the file is longer than the repaired text, before each damage.</summary>
    private readonly int[] _longer;

    /// <summary>The page that the text was taken from; null where it is the file's own.</summary>
    private readonly ReportText? _page;

    /// <summary>For each character of the unrepaired text, the one of the page that it comes from.</summary>
    private readonly IReadOnlyList<int> _origins = [];

    public ReportText(string source)
        : this(source, null, []) { }

    private ReportText(string source, ReportText? page, IReadOnlyList<int> origins)
    {
        (_page, _origins) = (page, origins);
        (Text, Damage) = CharacterSetRepair.Repair(WithoutReturns(source.TrimStart('\uFEFF')));
        _longer = new int[Damage.Count + 1];
        for (var i = 0; i < Damage.Count; i++)
            _longer[i + 1] = _longer[i] + Damage[i].Seen.Length - (Damage[i].Repaired ?? Damage[i].Seen).Length;
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n')
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>The text of a file: of a page, what it says as Markdown.</summary>
    /// <param name="name">The name of the file, which tells what it is.</param>
    /// <param name="text">What stands in it.</param>
    /// <exception cref="InputException">It is nested too deeply to be read.</exception>
    public static ReportText Of(string name, string text)
    {
        if (!HtmlPage.Is(name))
            return new ReportText(RubyPage.Text(name, text));
        var html = WithoutReturns(text.TrimStart('\uFEFF'));
        var (markdown, origins) = HtmlPage.Read(name, html);
        return new ReportText(markdown, new ReportText(html, null, []), origins);
    }

    /// <summary>Whether it was made from a page: what is corrected in it is not corrected there.</summary>
    public bool IsTaken => _page is not null;

    /// <summary>The repaired text; lines end in one line feed.</summary>
    public string Text { get; }

    /// <summary>What was repaired, in order.</summary>
    public IReadOnlyList<TextDamage> Damage { get; }

    /// <summary>How many lines there are.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>The place in the file of a character of <see cref="Text"/>.</summary>
    public SourcePosition PositionOf(int offset)
    {
        if (_page is not null)
            return _page.PlaceOf(_origins.Count == 0 ? 0 : _origins[Math.Min(offset + _longer[FirstDamage(offset)], _origins.Count - 1)]);
        var line = LineOf(offset);
        var start = StartOf(line);
        return new SourcePosition(line, offset - start + _longer[FirstDamage(offset)] - _longer[FirstDamage(start)] + 1);
    }

    /// <summary>The place in the file behind the character before a place of <see cref="Text"/>.</summary>
    public SourcePosition EndOfStretch(int end)
    {
        if (_page is null || end == 0)
            return PositionOf(end);
        var (line, column) = PositionOf(end - 1);
        return new SourcePosition(line, column + 1);
    }

    private SourcePosition PlaceOf(int offset)
    {
        var line = LineOf(offset);
        return new SourcePosition(line, offset - StartOf(line) + 1);
    }

    /// <summary>
    /// A change of a stretch of <see cref="Text"/> as one of whole damages: where the stretch begins or ends inside of one, the rest of its
    /// repair is written too, for the file has other characters there.
    /// </summary>
    public (int Start, int End, string Text) Whole(int start, int end, string replacement)
    {
        foreach (var at in new[] { FirstDamage(start) - 1, FirstDamage(end) - 1 }.Where(d => d >= 0).Distinct())
        {
            var from = Damage[at].Offset;
            var to = from + (Damage[at].Repaired ?? Damage[at].Seen).Length;
            if (from < start && start < to)
                (start, replacement) = (from, Text[from..start] + replacement);
            if (from < end && end < to)
                (end, replacement) = (to, replacement + Text[end..to]);
        }

        return (start, end, replacement);
    }

    /// <summary>A line without its end.</summary>
    /// <param name="line">From 1.</param>
    public ReadOnlySpan<char> Line(int line)
    {
        var start = _lineStarts[line - 1];
        return Text.AsSpan(start, EndOf(line) - start);
    }

    /// <summary>Where a line begins in <see cref="Text"/>.</summary>
    /// <param name="line">From 1.</param>
    public int StartOf(int line) => _lineStarts[line - 1];

    /// <summary>Where a line ends in <see cref="Text"/>, before its line feed.</summary>
    /// <param name="line">From 1.</param>
    public int EndOf(int line) => line < _lineStarts.Count ? _lineStarts[line] - 1 : Text.Length;

    /// <summary>The line of a character of <see cref="Text"/>, from 1.</summary>
    public int LineOf(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>Lines end as in CommonMark and in editors: no other character that Unicode calls a line's end does.</summary>
    private static string WithoutReturns(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private int FirstDamage(int offset) => Damage.CountBefore(offset, static (d, at) => d.Offset < at);
}
