using System.Buffers;

namespace IncidentKit.Evidence.Secrets;

/// <summary>
/// Secrets whose prefix is none of the known, but of their kind: a short word of one case, an underscore, and a long run that is random
/// throughout (<c>abc_…</c>); a shorter run will do where the prefix says what follows (<c>abc_live_…</c>). Ids of AWS have a hyphen, or
/// are shorter (CloudFront's <c>dt_…</c>), and a name that it made unique has its random part at the end.
/// </summary>
internal static class UnknownPrefix
{
    private const int ShortestPrefix = 3;
    private const int LongestPrefix = 24;
    private const int ShortestSaid = 16;
    private const int ShortestMixed = 28;
    private const int ShortestSmall = 32;
    private const int ShortestPart = 3;

    /// <summary>Ends of prefixes that say what follows.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Says = new HashSet<string>(
        "live test prod production sandbox pat sk secret sec key token tok tkn pw api oauth apikey".Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Separators = SearchValues.Create("_-");
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    );

    /// <summary>The first secret of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from.</param>
    /// <param name="secret">Where it is, with its prefix.</param>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out Range secret)
    {
        for (var at = from; at < text.Length && text[at..].IndexOf('_') is >= 0 and var found; )
        {
            var separator = at + found;
            at = EndOf(text, separator + 1);
            if (at - separator <= ShortestSaid || !IsSecret(text, PrefixOf(text, separator, from), separator, at))
                continue;
            while (at < text.Length && text[at] is '_' or '-' or '.' && EndOf(text, at + 1) is var next && next - at > ShortestPart)
                at = next;
            secret = PrefixOf(text, separator, from)..at;
            return true;
        }

        secret = default;
        return false;
    }

    private static int EndOf(ReadOnlySpan<char> text, int start) =>
        text[start..].IndexOfAnyExcept(LettersAndDigits) is >= 0 and var length ? start + length : text.Length;

    private static int PrefixOf(ReadOnlySpan<char> text, int separator, int least)
    {
        var start = separator;
        while (
            start > least
            && separator - start <= LongestPrefix
            && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-')
        )
            start--;
        return start;
    }

    private static bool IsSecret(ReadOnlySpan<char> text, int start, int separator, int end)
    {
        var prefix = text[start..separator];
        var body = text[(separator + 1)..end];
        if (prefix.Length is < 2 or > LongestPrefix || !char.IsAsciiLetter(prefix[0]) || (start > 0 && text[start - 1] is '+' or '/'))
            return false;
        // A random text holds such a character too.
        if (prefix.ContainsAnyInRange('A', 'Z') && prefix.ContainsAnyInRange('a', 'z'))
            return false;
        if (Says.Contains(prefix[(prefix.LastIndexOfAny(Separators) + 1)..]))
            return SecretValues.LooksRandom(body);
        if (prefix.Length < ShortestPrefix || !SecretValues.IsRandomThroughout(body))
            return false;
        return body.ContainsAnyInRange('A', 'Z') && body.ContainsAnyInRange('a', 'z')
            ? body.Length >= ShortestMixed
            : body.Length >= ShortestSmall && body.ContainsAnyInRange('g', 'z');
    }
}
