namespace IncidentKit.Basics;

/// <summary>Finds the name a person probably meant.</summary>
public static class NearName
{
    /// <summary>So many letters wrong, missing or too much are a slip of the pen in a name of any length.</summary>
    public const int SlipOfThePen = 2;

    /// <summary><c>; did you mean 'allowance'?</c>, or the empty string when no candidate is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        return Nearest(name, candidates, Math.Max(SlipOfThePen, name.Length / 3)) is { } near ? $"; did you mean '{near}'?" : "";
    }

    /// <summary>
    /// The nearest candidate, one with the same letters before others; null when more letters than
    /// <paramref name="most"/> are wrong, missing or too much, or no letter is right.
    /// </summary>
    public static string? Nearest(string name, IEnumerable<string> candidates, int most)
    {
        var near = candidates
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .OrderBy(c => c.Distance)
            .ThenBy(c => SameLetters(name, c.Name) ? 0 : 1)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name is not null && near.Distance <= most && near.Distance < Math.Max(name.Length, near.Name.Length) ? near.Name : null;
    }

    private static bool SameLetters(string a, string b) =>
        a.Length == b.Length && a.ToUpperInvariant().Order().SequenceEqual(b.ToUpperInvariant().Order());

    /// <summary>How many letters are wrong, missing or too much; two neighbours that changed places are one.</summary>
    private static int Distance(string a, string b)
    {
        int[] before = [],
            last = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (Same(i - 1, j - 1) ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[^1];
        bool Same(int i, int j) => char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]);
    }
}
