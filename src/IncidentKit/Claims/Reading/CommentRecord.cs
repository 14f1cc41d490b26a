using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// A comment of nothing but labels and their values is a record that a page is made from: its lines are fields. Other comments say nothing.
/// </summary>
internal static partial class CommentRecord
{
    private const int FewestLines = 3;

    /// <summary>A comment of more lines is no record of an incident.</summary>
    private const int MostLines = 40;

    /// <summary>The lines of the record that a comment is; none where it is another.</summary>
    /// <param name="source">The report's text.</param>
    /// <param name="start">Where the comment begins.</param>
    public static IEnumerable<FlatText> Lines(ReportText source, int start)
    {
        var end = source.Text.IndexOf("-->", start, StringComparison.Ordinal);
        int first = source.LineOf(start) + 1,
            last = source.LineOf(Math.Max(start, end)) - 1;
        if (last - first + 1 is < FewestLines or > MostLines)
            return [];
        var lines = new List<FlatText>();
        for (var line = first; line <= last; line++)
        {
            var text = source.Line(line);
            if (text.TrimStart() is "" or ['#', ..])
                continue;
            if (!Labelled().IsMatch(text))
                return [];
            var flat = new FlatText(source.Text);
            flat.Append(text, source.StartOf(line));
            lines.Add(flat);
        }

        return lines;
    }

    [GeneratedRegex(@"^\s{0,8}[A-Za-z][A-Za-z_ -]{1,24}: \S", RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();
}
