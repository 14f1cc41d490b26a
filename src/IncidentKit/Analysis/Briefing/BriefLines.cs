namespace IncidentKit.Analysis.Briefing;

/// <summary>Lines of a chat message that must not be too long. What does not fit is left out, and a last line says so.</summary>
internal static class BriefLines
{
    /// <summary>At most so many characters has a message, with its line ends.</summary>
    public const int Longest = 1200;

    private const int LongestLine = 300;
    private const string More = "More in the report.";

    /// <summary>The lines within <see cref="Longest"/> characters, in order.</summary>
    /// <param name="lines">Each with how soon it is left out: the greatest rank first, of one rank the last.</param>
    /// <param name="shorter">The same lines with less in them, tried before any is left out; null where there are none.</param>
    public static IReadOnlyList<string> Fit(
        IEnumerable<(string Text, int Rank)> lines,
        IEnumerable<(string Text, int Rank)>? shorter = null
    )
    {
        var whole = Cut(lines);
        if (Length(whole) <= Longest)
            return [.. whole.Select(l => l.Text)];
        var kept = shorter is null ? whole : Cut(shorter);
        while (Length(kept) > Longest - More.Length - 1)
            kept.RemoveAt(kept.FindLastIndex(l => l.Rank == kept.Max(k => k.Rank)));
        return [.. kept.Select(l => l.Text), More];
    }

    private static List<(string Text, int Rank)> Cut(IEnumerable<(string Text, int Rank)> lines) =>
        [.. lines.Select(l => (Wording.Cut(l.Text, LongestLine), l.Rank))];

    private static int Length(IEnumerable<(string Text, int Rank)> lines) => lines.Sum(l => l.Text.Length + 1);
}
