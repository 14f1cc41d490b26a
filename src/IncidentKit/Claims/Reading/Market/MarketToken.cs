namespace IncidentKit.Claims.Reading.Market;

/// <summary>A word, a mark, or a claim of a sentence.</summary>
/// <param name="Word">The word in lower case or the mark; for a claim one of the constants.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Claim">The claim; null for words and marks.</param>
internal readonly record struct MarketToken(string Word, int Start, int End, Claim? Claim)
{
    public const string Time = "#time";
    public const string Date = "#date";
    public const string Length = "#length";

    /// <summary>Whether it is a word or a number.</summary>
    public bool IsWord => Claim is null && char.IsLetterOrDigit(Word[0]);

    /// <summary>
    /// The tokens of a sentence. A hyphen inside a word parts it in two: people write "after-hours" and "after hours", and mean the same.
    /// </summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="claims">The times, dates and lengths of its passage.</param>
    public static List<MarketToken> Of(Sentence sentence, IEnumerable<Claim> claims)
    {
        var tokens = new List<MarketToken>();
        var inside = claims
            .Where(c => c.Start >= sentence.Start && c.Start < sentence.End)
            .OrderBy(c => c.Start)
            .ThenByDescending(c => c is TimeClaim)
            .ToList();
        var next = 0;
        for (var i = sentence.Start; i < sentence.End; )
        {
            while (next < inside.Count && inside[next].Start < i)
                next++;
            if (next < inside.Count && inside[next].Start == i)
            {
                var claim = inside[next];
                var end = Math.Max(i + 1, claim is TimeClaim time ? time.FullEnd : claim.End);
                tokens.Add(new MarketToken(Kind(claim), i, end, claim));
                i = end;
                continue;
            }

            var (word, length) = Read(sentence.Lower.AsSpan(i - sentence.Start));
            if (word == "us" && sentence.Passage.Text[i] == 'u')
                word = "ourselves";
            if (word is not null)
                tokens.Add(new MarketToken(word, i, i + length, null));
            i += length;
        }

        return tokens;
    }

    private static string Kind(Claim claim) =>
        claim switch
        {
            TimeClaim => Time,
            DateClaim => Date,
            _ => Length,
        };

    private static (string? Word, int Length) Read(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("u.s."))
            return ("us", 4);
        var length = 0;
        while (length < text.Length && IsInWord(text, length))
            length++;
        if (length > 0)
            return (text[..length].ToString().Replace('’', '\''), length);
        var isHyphen = text[0] is '-' && text.Length > 1 && char.IsLetterOrDigit(text[1]);
        return char.IsWhiteSpace(text[0]) || isHyphen || text[0] is '*' or '_' ? (null, 1) : (text[..1].ToString(), 1);
    }

    private static bool IsInWord(ReadOnlySpan<char> text, int at) =>
        char.IsLetterOrDigit(text[at]) || (text[at] is '\'' or '’' && at > 0 && at + 1 < text.Length && char.IsLetter(text[at + 1]));
}
