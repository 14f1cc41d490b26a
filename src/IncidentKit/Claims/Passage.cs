using IncidentKit.Basics;

namespace IncidentKit.Claims;

/// <summary>What a passage is in the document.</summary>
internal enum PassageKind
{
    Heading,
    Paragraph,
    Cell,
    Code,
}

/// <summary>A stretch of running text without its markup: a heading, a paragraph, a table's cell or a block of code.</summary>
internal sealed class Passage(PassageKind kind, Section section, string text, int[] offsets)
{
    public PassageKind Kind { get; } = kind;

    /// <summary>The section it stands in; a heading stands in its own.</summary>
    public Section Section { get; } = section;

    /// <summary>The text; a line break in it is a line feed.</summary>
    public string Text { get; } = text;

    /// <summary>The list item it begins or belongs to; null outside lists.</summary>
    public ReportListItem? Item { get; init; }

    /// <summary>The row its cell stands in; null outside tables.</summary>
    public ReportRow? Row { get; init; }

    /// <summary>Its column in the row, from 0.</summary>
    public int Column { get; init; }

    /// <summary>The stretches of it that were code spans or addresses, which name things and state nothing.</summary>
    public required IReadOnlyList<(int Start, int End)> Literals { get; init; }

    /// <summary>The comments inside it.</summary>
    public required IReadOnlyList<ReportComment> Comments { get; init; }

    /// <summary>Whether it repeats what somebody said, which the report itself does not state.</summary>
    public bool Quoted => InQuote || Section.Mark == DocumentMarks.Contradictions;

    /// <summary>Whether the report itself states what it says, and does not repeat it.</summary>
    public bool IsStated => !Quoted && Row is not { IsQuoted: true };

    /// <summary>Whether it stands in a block quote.</summary>
    public bool InQuote { private get; init; }

    /// <summary>Whether all of it is bold: a heading by other means.</summary>
    public bool Bold { get; init; }

    /// <summary>Where a character of <see cref="Text"/> stands in the report's text.</summary>
    public int OffsetOf(int index) => offsets.Length == 0 ? 0 : offsets[Math.Clamp(index, 0, offsets.Length - 1)];

    /// <summary>The offset in the report's text behind the character before a place of <see cref="Text"/>.</summary>
    /// <param name="end">The place after a stretch's last character.</param>
    public int EndOf(int end) => end <= 0 || offsets.Length == 0 ? OffsetOf(0) : OffsetOf(Math.Min(end, offsets.Length) - 1) + 1;

    /// <summary>Whether a stretch stands in the report's text without markup inside it.</summary>
    public bool IsUnbroken(int start, int end) => EndOf(end) - OffsetOf(start) == end - start;

    /// <summary>Whether a stretch touches code or an address.</summary>
    public bool IsLiteral(int start, int end) => LiteralAt(start, end) is not null;

    /// <summary>The code or address that a stretch touches; null where it touches none.</summary>
    public (int Start, int End)? LiteralAt(int start, int end)
    {
        var first = Literals.CountBefore(start, static (l, from) => l.End <= from);
        return first < Literals.Count && Literals[first].Start < end ? Literals[first] : null;
    }
}
