namespace IncidentKit.Analysis.Judging;

/// <summary>Where names of schedules and services stand in a text.</summary>
internal static class NameMentions
{
    /// <summary>Whether a name stands in a text, and not as a part of a longer one.</summary>
    public static bool Has(string text, string name) => Next(text, name, 0) >= 0;

    /// <summary>The names in a text, in order; where one holds another, the longer.</summary>
    public static IReadOnlyList<(int Start, int End, string Name)> In(string text, IEnumerable<string> names)
    {
        var found = new List<(int Start, int End, string Name)>();
        foreach (var name in names)
        {
            for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, at + 1))
                found.Add((at, at + name.Length, name));
        }

        return [.. found.OrderBy(f => f.Start)];
    }

    private static int Next(string text, string name, int from)
    {
        for (var at = from; at < text.Length && (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!IsPart(text, at - 1) && !IsPart(text, at + name.Length))
                return at;
        }

        return -1;
    }

    private static bool IsPart(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_');
}
