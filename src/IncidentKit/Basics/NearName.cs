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

    /// <summary>The nearest candidate; null when more letters than <paramref name="most"/> are wrong, missing or too much.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates, int most)
    {
        var near = candidates
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name is not null && near.Distance <= most ? near.Name : null;
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
