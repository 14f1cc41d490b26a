using System.Buffers;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds labels with their values: lines <c>Label: value</c>, and rows of tables with two columns.</summary>
internal static class FieldReader
{
    private const int LongestLabel = 40;

    private static readonly SearchValues<char> InLabels = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz&/ ()-");

    /// <summary>The fields of a passage that is a paragraph or list item.</summary>
    public static IEnumerable<FieldClaim> Read(Passage passage)
    {
        if (passage.Kind != PassageKind.Paragraph)
            yield break;
        for (var start = 0; start < passage.Text.Length; )
        {
            var end = passage.Text.IndexOf('\n', start);
            end = end < 0 ? passage.Text.Length : end;
            var colon = passage.Text.AsSpan(start, Math.Min(LongestLabel, end - start)).IndexOf(':');
            if (
                colon > 0
                && IsLabel(passage.Text.AsSpan(start, colon))
                && start + colon + 1 < end
                && char.IsWhiteSpace(passage.Text[start + colon + 1])
            )
                yield return Field(passage, start, colon, end);
            start = end + 1;
        }
    }

    /// <summary>The fields of a table with two columns.</summary>
    public static IEnumerable<FieldClaim> Read(ReportTable table)
    {
        if (table.Rows.Exists(r => r.Cells.Count > 2))
            yield break;
        foreach (var row in table.Rows.Where(r => r.Cells.Count == 2))
        {
            var label = row.Cells[0].Text.Trim().TrimEnd(':');
            if (label.Length is > 0 and <= LongestLabel && IsLabel(label) && row.Cell(1).Length > 0)
                yield return new FieldClaim(
                    row.Cells[1],
                    0,
                    row.Cells[1].Text.Length,
                    label.ToLowerInvariant(),
                    row.Cells[1],
                    row.Cell(1),
                    0
                );
        }
    }

    private static FieldClaim Field(Passage passage, int start, int colon, int end)
    {
        var value = passage.Text[(start + colon + 1)..end];
        var valueStart = start + colon + 1 + (value.Length - value.TrimStart().Length);
        return new FieldClaim(
            passage,
            start,
            end,
            passage.Text.Substring(start, colon).Trim().ToLowerInvariant(),
            passage,
            value.Trim(),
            valueStart
        );
    }

    private static bool IsLabel(ReadOnlySpan<char> text) => char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(InLabels);
}
