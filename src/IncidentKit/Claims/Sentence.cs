namespace IncidentKit.Claims;

/// <summary>
/// A sentence of a passage; a line break alone does not end one, but in a log or chat, where each line begins with its time.
/// </summary>
internal sealed class Sentence(Passage passage, int start, int end)
{
    private static readonly string[] Abbreviations =
    [
        "a.m",
        "p.m",
        "e.g",
        "i.e",
        "approx",
        "vs",
        "no",
        "inc",
        "etc",
        "ca",
        "dr",
        "mr",
        "ms",
        "u.s",
    ];

    private readonly Lazy<List<int>> _quotationMarks = new(() => QuotationMarks(passage.Text.AsSpan(start, end - start)));

    public Passage Passage { get; } = passage;

    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>The sentence in lower case.</summary>
    public string Lower { get; } = passage.Text[start..end].ToLowerInvariant();

    /// <summary>Whether a claim stands in it.</summary>
    public bool Holds(Claim claim) => ReferenceEquals(claim.Passage, Passage) && claim.Start >= Start && claim.Start < End;

    /// <summary>Whether it asks, and states nothing.</summary>
    public bool IsQuestion => Lower.AsSpan().TrimEnd().EndsWith("?");

    /// <summary>Whether a place in it lies between quotation marks: what is repeated there, the report itself does not state.</summary>
    /// <param name="place">The place in <see cref="Lower"/>.</param>
    public bool Quotes(int place)
    {
        var at = _quotationMarks.Value.BinarySearch(place);
        return (at < 0 ? ~at : at) % 2 == 1;
    }

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

    /// <summary>Where quotations begin and end, by turns.</summary>
    private static List<int> QuotationMarks(ReadOnlySpan<char> text)
    {
        var marks = new List<int>();
        for (var i = text.IndexOfAny('"', '“', '”'); i >= 0 && i < text.Length; i++)
        {
            var isOpen = marks.Count % 2 == 1;
            if (text[i] == '"' || (text[i] == '“' && !isOpen) || (text[i] == '”' && isOpen))
                marks.Add(i);
        }

        return marks;
    }

    private static bool BeginsWithTime(string text, int at)
    {
        var colon = at + 1 < text.Length && text[at + 1] == ':' ? at + 1 : at + 2;
        return colon + 2 < text.Length
            && text[colon] == ':'
            && char.IsAsciiDigit(text[at])
            && char.IsAsciiDigit(text[colon - 1])
            && char.IsAsciiDigit(text[colon + 1])
            && char.IsAsciiDigit(text[colon + 2]);
    }

    private static bool IsAbbreviation(string text, int start, int dot)
    {
        var before = text.AsSpan(Math.Max(start, dot - 6), Math.Min(6, dot - start));
        foreach (var abbreviation in Abbreviations)
        {
            if (
                before.EndsWith(abbreviation, StringComparison.OrdinalIgnoreCase)
                && (before.Length == abbreviation.Length || !char.IsLetter(before[before.Length - abbreviation.Length - 1]))
                && (abbreviation != "no" || dot + 2 >= text.Length || char.IsAsciiDigit(text[dot + 2]))
            )
                return true;
        }

        return false;
    }
}
