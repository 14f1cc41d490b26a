using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds counts: <c>all 13 schedulers</c>, <c>6 of the 13</c>, <c>385 runs</c>.</summary>
internal static partial class CountReader
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The counts of a sentence, in order.</summary>
    public static IEnumerable<CountClaim> Read(Sentence sentence)
    {
        var text = sentence.Lower;
        for (
            var match = Counts().Match(text);
            match.Success;
            match = Counts().Match(text, match.Groups["n"].Index + match.Groups["n"].Length)
        )
        {
            var (start, end) = (match.Index, match.Index + match.Length);
            var noun = match.Groups["noun"].Value;
            if (noun == "all")
                (noun, end) = ("", match.Groups["noun"].Index - 1);
            if (
                start > 0
                && text[start - 1] is var before
                && (char.IsLetterOrDigit(before) || before is ':' or '.' or '-' or '/' or '$' or '#' or '_' or ',' or '–')
            )
                continue;
            if (end < text.Length && (text[end] is '%' or '_' or '/' || (text[end] == ':' && noun.Length == 0)))
                continue;
            var total = match.Groups["t"].Success ? NumberWords.Of(match.Groups["t"].Value) : null;
            if (
                NumberWords.Of(match.Groups["n"].Value) is { } number
                && !sentence.Passage.IsLiteral(sentence.Start + start, sentence.Start + end)
            )
                yield return new CountClaim(
                    sentence.Passage,
                    sentence.Start + start,
                    sentence.Start + end,
                    number,
                    total,
                    match.Groups["all"].Success,
                    Singular(noun),
                    sentence
                );
        }
    }

    /// <summary>A noun without the ending of its plural.</summary>
    public static string Singular(string noun) =>
        noun.EndsWith("ies", StringComparison.Ordinal) ? noun[..^3] + "y"
        : noun.EndsWith('s') && !noun.EndsWith("ss", StringComparison.Ordinal) ? noun[..^1]
        : noun;

    [GeneratedRegex(
        $@"(?<all>\ball (?:of )?(?:the |our )?)?(?<n>{NumberWords.Pattern})(?: (?:out )?of (?:the |our "
            + $@"|all )?(?<t>{NumberWords.Pattern}))?(?: (?:of the |of our )?(?<noun>[a-z][a-z-]{{2,30}}))?",
        Options
    )]
    private static partial Regex Counts();
}
