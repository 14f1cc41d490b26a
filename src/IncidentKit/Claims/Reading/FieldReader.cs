using System.Buffers;
using System.Text;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds labels with their values, whatever they are written as: <c>Label: value</c>, <c>First detected 13:05</c>, a row of a table with
/// two
/// columns, the one row of a wider table, the lines of front matter, a heading or bold line with a short value beneath.
/// </summary>
internal static class FieldReader
{
    private const int LongestLabel = 48;

    /// <summary>What stands beneath a heading is its value up to so many characters; longer text tells a story.</summary>
    private const int LongestValueBeneath = 60;

    private static readonly SearchValues<char> InLabels = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz&/ ()-_'’"
    );

    /// <summary>The fields of a passage that is a paragraph or list item.</summary>
    /// <param name="passage">Where to look.</param>
    /// <param name="values">The claims that a value may be, which need no colon before them, by their place.</param>
    public static IEnumerable<FieldClaim> Read(Passage passage, IReadOnlyList<Claim> values)
    {
        if (passage.Kind != PassageKind.Paragraph)
            yield break;
        for (var start = 0; start < passage.Text.Length; )
        {
            var end = passage.Text.IndexOf('\n', start);
            end = end < 0 ? passage.Text.Length : end;
            if ((WithColon(passage, start, end) ?? WithoutColon(passage, start, end, values)) is { } field)
                yield return field;
            start = end + 1;
        }
    }

    /// <summary>The fields of a table: of each row where it has two columns, of its one row where it has more.</summary>
    public static IEnumerable<FieldClaim> Read(ReportTable table)
    {
        if (table.Rows.TrueForAll(r => r.Cells.Count <= 2))
        {
            foreach (var row in table.Rows.Where(r => r.Cells.Count == 2))
            {
                if (Cell(row.Cell(0), row.Cells[1]) is { } field)
                    yield return field;
            }
        }
        else if (table.Rows.Count == 2)
        {
            foreach (var (header, cell) in table.Header.Cells.Zip(table.Rows[1].Cells))
            {
                if (Cell(header.Text, cell) is { } field)
                    yield return field;
            }
        }
    }

    /// <summary>The fields of a document in which a value stands beneath its label: a heading, or a bold line.</summary>
    public static IEnumerable<FieldClaim> Beneath(ReportDocument document)
    {
        for (var i = 0; i + 1 < document.Passages.Count; i++)
        {
            Passage label = document.Passages[i],
                value = document.Passages[i + 1];
            if (
                (label.Kind == PassageKind.Heading || label is { Kind: PassageKind.Paragraph, Bold: true })
                && value is { Kind: PassageKind.Paragraph, Bold: false, Item: null, Text.Length: > 0 and <= LongestValueBeneath }
                && !IsSentence(value.Text)
                && value.Section == label.Section
                && !value.Text.Contains(": ", StringComparison.Ordinal)
                && Label(label.Text) is { } name
            )
                yield return new FieldClaim(value, 0, value.Text.Length, name, value, value.Text.Trim(), LeadingSpace(value.Text));
        }
    }

    /// <summary>A label in lower case, without marks around it and with its words apart; null for what is none.</summary>
    public static string? Label(string text)
    {
        var bare = text.AsSpan().Trim().TrimEnd(':').Trim();
        while (bare.Length > 0 && !char.IsAsciiLetter(bare[0]))
        {
            if (char.IsLetterOrDigit(bare[0]))
                return null;
            bare = bare[1..];
        }

        if (bare.Length is 0 or > LongestLabel || bare.ContainsAnyExcept(InLabels))
            return null;
        var label = new StringBuilder();
        for (var i = 0; i < bare.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(bare[i]) && char.IsAsciiLetterLower(bare[i - 1]))
                label.Append(' ');
            label.Append(bare[i] is '_' or '-' ? ' ' : char.ToLowerInvariant(bare[i]));
        }

        return label.ToString().Trim();
    }

    private static FieldClaim? WithColon(Passage passage, int start, int end)
    {
        var line = passage.Text.AsSpan(start, end - start);
        var colon = line[..Math.Min(LongestLabel + 4, line.Length)].IndexOf(':');
        if (
            colon <= 0
            || colon + 1 >= line.Length
            || !char.IsWhiteSpace(line[colon + 1])
            || Label(line[..colon].ToString()) is not { } label
        )
            return null;
        var value = line[(colon + 1)..].ToString();
        return new FieldClaim(passage, start, end, label, passage, value.Trim(), start + colon + 1 + LeadingSpace(value));
    }

    /// <summary>A line that is a milestone's name and then at once a time, a date or a length.</summary>
    private static FieldClaim? WithoutColon(Passage passage, int start, int end, IReadOnlyList<Claim> values)
    {
        if (
            values.From(start + 1) is not { } first
            || first.Start >= end
            || first.Start - start > LongestLabel
            || Label(passage.Text[start..first.Start].TrimEnd(' ', '-', '–', '—', '=', '|', '(')) is not { } label
            || Milestones.IsPreposition(label)
            || (Milestones.Of(label) is null && !Milestones.IsLength(label))
        )
            return null;
        return new FieldClaim(passage, start, end, label, passage, passage.Text[first.Start..end].Trim(), first.Start);
    }

    private static FieldClaim? Cell(string label, Passage cell) =>
        cell.Text.Trim().Length > 0 && Label(label) is { } name
            ? new FieldClaim(cell, 0, cell.Text.Length, name, cell, cell.Text.Trim(), LeadingSpace(cell.Text))
            : null;

    /// <summary>A value is a word or two; a sentence beneath a heading is its text.</summary>
    private static bool IsSentence(string text) => text.AsSpan().TrimEnd().EndsWith(".") && text.AsSpan().Count(' ') > 3;

    private static int LeadingSpace(string text) => text.Length - text.TrimStart().Length;
}
