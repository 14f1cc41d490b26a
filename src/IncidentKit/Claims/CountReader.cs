using System.Text.RegularExpressions;

namespace IncidentKit.Claims;

/// <summary>Finds counts: <c>all 13 schedulers</c>, <c>6 of the 13</c>, <c>385 runs</c>.</summary>
internal static partial class CountReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>The counts of a sentence, in order.</summary>
    public static IEnumerable<CountClaim> Read(Sentence sentence)
    {
        foreach (Match match in Counts().Matches(sentence.Lower))
        {
            var end = match.Index + match.Length;
            if (match.Index > 0 && sentence.Lower[match.Index - 1] is var before && (char.IsLetterOrDigit(before) || before is ':' or '.' or '-' or '/' or '$' or '#' or '_' or ',' or '–'))
                continue;
            if (end < sentence.Lower.Length && sentence.Lower[end] is '%' or ':' or '_' or '/')
                continue;
            var number = NumberWords.Of(match.Groups["n"].Value);
            var total = match.Groups["t"].Success ? NumberWords.Of(match.Groups["t"].Value) : null;
            if (number is null || sentence.Passage.IsLiteral(sentence.Start + match.Index, sentence.Start + end))
                continue;
            yield return new CountClaim(
                sentence.Passage, sentence.Start + match.Index, sentence.Start + end, number.Value, total, match.Groups["all"].Success, Singular(match.Groups["noun"].Value), sentence);
        }
    }

    /// <summary>A noun without the ending of its plural.</summary>
    public static string Singular(string noun) =>
        noun.EndsWith("ies", StringComparison.Ordinal) ? noun[..^3] + "y" : noun.EndsWith('s') && !noun.EndsWith("ss", StringComparison.Ordinal) ? noun[..^1] : noun;

    [GeneratedRegex(
        $@"(?<all>all (?:of )?(?:the |our )?)?(?<n>{NumberWords.Pattern})(?: (?:out )?of (?:the |our |all )?(?<t>{NumberWords.Pattern}))?(?: (?:of the |of our )?(?<noun>[a-z][a-z-]{{2,30}}))?",
        Options)]
    private static partial Regex Counts();
}
