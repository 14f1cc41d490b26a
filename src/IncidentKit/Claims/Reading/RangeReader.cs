namespace IncidentKit.Claims.Reading;

/// <summary>Finds ranges: two neighbouring times with a dash, an arrow or a word between them.</summary>
internal static class RangeReader
{
    /// <summary>So many characters before a time are searched for "between".</summary>
    private const int Before = 14;

    private static readonly HashSet<string> Connectors = new(StringComparer.OrdinalIgnoreCase)
    {
        "-",
        "–",
        "—",
        "→",
        "->",
        "=>",
        "⇒",
        "to",
        "until",
        "till",
        "through",
        "up to",
    };

    /// <summary>The ranges between neighbouring times.</summary>
    public static IReadOnlyList<RangeClaim> Read(IReadOnlyList<TimeClaim> times)
    {
        var ranges = new List<RangeClaim>();
        for (var i = 1; i < times.Count; i++)
        {
            TimeClaim from = times[i - 1],
                to = times[i];
            var text = from.Passage.Text;
            var end = Math.Max(from.FullEnd, from.WrittenDate is { } after && after.Start >= from.End ? after.End : 0);
            var start = to.WrittenDate is { } before && before.End <= to.Start ? before.Start : to.Start;
            if (end > start)
                continue;
            var between = text[end..start].Trim(' ', '±', '~', '≈', '(', '\n');
            if (Connectors.Contains(between) || (between.Equals("and", StringComparison.OrdinalIgnoreCase) && IsAfterBetween(from)))
                ranges.Add(new RangeClaim(from, to));
        }

        return ranges;
    }

    private static bool IsAfterBetween(TimeClaim from)
    {
        var text = from.Passage.Text;
        return Holds(from.Start) || (from.WrittenDate is { } date && date.End <= from.Start && Holds(date.Start));

        bool Holds(int start) =>
            text.AsSpan(Math.Max(0, start - Before), Math.Min(Before, start)).Contains("between ", StringComparison.OrdinalIgnoreCase);
    }
}
