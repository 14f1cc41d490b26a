namespace IncidentKit.Claims;

/// <summary>A sentence of a passage; a line break alone does not end one, but in a log or chat, where each line begins with its time.</summary>
internal sealed class Sentence(Passage passage, int start, int end)
{
    private static readonly string[] Abbreviations = ["a.m", "p.m", "e.g", "i.e", "approx", "vs", "no", "inc", "etc", "ca", "dr", "mr", "ms", "u.s"];

    public Passage Passage { get; } = passage;

    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>The sentence in lower case.</summary>
    public string Lower { get; } = passage.Text[start..end].ToLowerInvariant();

    /// <summary>Whether a claim stands in it.</summary>
    public bool Holds(Claim claim) => ReferenceEquals(claim.Passage, Passage) && claim.Start >= Start && claim.Start < End;

    /// <summary>The sentences of a passage.</summary>
    public static IEnumerable<Sentence> Of(Passage passage)
    {
        var text = passage.Text;
        var start = 0;
        var isLog = BeginsWithTime(text, 0);
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var entryEnds = isLog && text[i + 1] == '\n' && BeginsWithTime(text, i + 2);
            if (!entryEnds && (text[i] is not ('.' or '!' or '?') || !char.IsWhiteSpace(text[i + 1]) || IsAbbreviation(text, start, i)))
                continue;
            yield return new Sentence(passage, start, i + 1);
            start = i + 2;
        }

        if (start < text.Length)
            yield return new Sentence(passage, start, text.Length);
    }

    private static bool BeginsWithTime(string text, int at)
    {
        var colon = at + 1 < text.Length && text[at + 1] == ':' ? at + 1 : at + 2;
        return colon + 2 < text.Length && text[colon] == ':' && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[colon - 1]) && char.IsAsciiDigit(text[colon + 1]) && char.IsAsciiDigit(text[colon + 2]);
    }

    private static bool IsAbbreviation(string text, int start, int dot)
    {
        var before = text.AsSpan(Math.Max(start, dot - 6), Math.Min(6, dot - start));
        foreach (var abbreviation in Abbreviations)
        {
            if (before.EndsWith(abbreviation, StringComparison.OrdinalIgnoreCase)
                && (before.Length == abbreviation.Length || !char.IsLetter(before[before.Length - abbreviation.Length - 1])) && (abbreviation != "no" || dot + 2 >= text.Length || char.IsAsciiDigit(text[dot + 2])))
                return true;
        }

        return false;
    }
}
