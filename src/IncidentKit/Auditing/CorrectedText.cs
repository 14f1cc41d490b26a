using System.Text;

namespace IncidentKit.Auditing;

/// <summary>Applies corrections to the text of a report.</summary>
public static class CorrectedText
{
    /// <summary>The text with each edit applied; of edits that overlap the first. All else stays, as do line ends and the mark.</summary>
    /// <param name="text">The text of the file as it was audited.</param>
    /// <param name="edits">The edits.</param>
    /// <returns>The text, and the edits that were applied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An edit is of another text.</exception>
    public static (string Text, IReadOnlyList<AuditEdit> Applied) Of(string text, IEnumerable<AuditEdit> edits)
    {
        var lines = LineStarts(text);
        var end = lines.Count > 1 ? text[lines[0]..lines[1]] : "\n";
        var lineEnd = end[^Math.Min(end.Length, end.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)..];
        var result = new StringBuilder(text.Length);
        var applied = new List<AuditEdit>();
        var copied = 0;
        foreach (var edit in edits.OrderBy(e => e.Line).ThenBy(e => e.Column))
        {
            var (start, stop) = (lines[edit.Line - 1] + edit.Column - 1, lines[edit.EndLine - 1] + edit.EndColumn - 1);
            if (start < copied)
                continue;
            result.Append(text, copied, start - copied).Append(edit.Text.Replace("\n", lineEnd, StringComparison.Ordinal));
            copied = stop;
            applied.Add(edit);
        }

        return (result.Append(text, copied, text.Length - copied).ToString(), applied);
    }

    /// <summary>Where the lines begin, the first behind a byte order mark.</summary>
    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { text.StartsWith('\uFEFF') ? 1 : 0 };
        for (var i = starts[0]; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return starts;
    }
}
