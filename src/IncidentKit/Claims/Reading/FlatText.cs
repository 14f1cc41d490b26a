using System.Text;
using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>The text of inlines as a reader sees it, with the place of each character in the source.</summary>
/// <param name="source">The report's text, in which each character is looked for.</param>
internal sealed partial class FlatText(string source)
{
    /// <summary>
    /// The most characters that stand between two characters of one text in the source: a backslash, the space around a table's cell, a
    /// line's indent and quotation marks.
    /// </summary>
    private const int LongestMarkup = 200;

    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public int Length => _text.Length;

    /// <summary>Where each character stands in the source.</summary>
    public List<int> Offsets { get; } = [];

    /// <summary>The parts that are code or addresses, half-open.</summary>
    public List<(int Start, int End)> Literals { get; } = [];

    public List<ReportComment> Comments { get; } = [];

    /// <summary>The text from a place on.</summary>
    public string From(int start) => _text.ToString(start, _text.Length - start);

    /// <summary>Adds a text whose characters stand in the source in this order, with markup between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where its first character stands, or markup before it.</param>
    public void Append(ReadOnlySpan<char> text, int offset)
    {
        _text.Append(text);
        foreach (var c in text)
        {
            if (offset < source.Length && !IsThat(source[offset], c))
            {
                var ahead = source.AsSpan(offset, Math.Min(LongestMarkup, source.Length - offset));
                offset += Math.Max(0, char.IsWhiteSpace(c) ? ahead.IndexOfAny(' ', '\n', '\t') : ahead.IndexOf(c));
            }

            Offsets.Add(offset++);
        }
    }

    /// <summary>Adds a text that stands for another in the source, as an entity does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where what it stands for begins.</param>
    public void AppendFor(ReadOnlySpan<char> text, int offset)
    {
        _text.Append(text);
        for (var i = 0; i < text.Length; i++)
            Offsets.Add(offset);
    }

    public void AppendLiteral(string text, int offset)
    {
        Literals.Add((_text.Length, _text.Length + text.Length));
        Append(text, offset);
    }

    /// <summary>Makes the addresses that stand in the text as such literals too.</summary>
    public void MarkAddresses()
    {
        var text = Text;
        if (!text.Contains("://", StringComparison.Ordinal))
            return;
        foreach (var address in Address().EnumerateMatches(text))
        {
            var (start, end) = (address.Index, address.Index + address.Length);
            var before = Literals.FindLastIndex(l => l.Start < end) + 1;
            if (before == 0 || Literals[before - 1].End <= start)
                Literals.Insert(before, (start, end));
        }
    }

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{1,9}://[^\s<>""'`|]{1,2000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>A line break inside code is read as a space, and a tab may be.</summary>
    private static bool IsThat(char written, char read) => written == read || (char.IsWhiteSpace(written) && char.IsWhiteSpace(read));
}
