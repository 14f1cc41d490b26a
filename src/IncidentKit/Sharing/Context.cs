namespace IncidentKit.Sharing;

/// <summary>What stands around an ordinary word tells whether it is a name there.</summary>
internal static class Context
{
    private const string Ends = ".,;:)";

    private static readonly string[] OfSomething = ["of", "on"];

    /// <summary>
    /// Whether a word at a place of a sentence is a name: it is quoted, its kind stands before it (<c>cluster default</c>,
    /// <c>by May</c>), or the sentence says something of it (<c>job: it has not run</c>, <c>First missed run of job</c>).
    /// </summary>
    public static bool Names(KnownName name, string text, int at)
    {
        var end = at + name.Text.Length;
        var before = at > 0 ? text[at - 1] : ' ';
        var after = end < text.Length ? text[end] : ' ';
        if (before is '`' or '"' or '\'' or '“' or '‘')
            return after is '`' or '"' or '\'' or '”' or '’';
        if (at > 1 && before is ' ' or '/' or ':' && IsKind(name.Kind, Word(text, at - 1), before))
            return true;
        var hasLetters = name.Text.Any(char.IsLetter);
        if (at == 0)
            return hasLetters && (after == ':' || (name.Kind == NameKinds.Person && text.AsSpan(end).StartsWith(" says ")));
        return hasLetters && before == ' ' && (end == text.Length || Ends.Contains(after)) && OfSomething.Contains(Word(text, at - 1));
    }

    private static bool IsKind(string kind, string before, char separator) =>
        (kind == NameKinds.Person && separator == ' ' && before is "by" or "owner")
        || kind.Split('-')[^1].Equals(before, StringComparison.OrdinalIgnoreCase)
        || kind.Equals(before, StringComparison.OrdinalIgnoreCase);

    /// <summary>The word that ends before a place.</summary>
    private static string Word(string text, int end)
    {
        var start = end;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '-'))
            start--;
        return text[start..end];
    }
}
