using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds a part of a whole beside its percentage, on either side: <c>92 of 943 (12 %)</c>, <c>12% (92/943)</c>.</summary>
internal static partial class ShareReader
{
    /// <summary>The shares of a passage, in order.</summary>
    public static IEnumerable<ShareClaim> Read(Passage passage)
    {
        if (!passage.Text.Contains('%', StringComparison.Ordinal) && !passage.Text.Contains("percent", StringComparison.OrdinalIgnoreCase))
            yield break;
        foreach (Match match in Shares().Matches(passage.Text))
        {
            var percent = match.Groups["p"];
            if (
                Number(match.Groups["n"].Value) is not { } part
                || Number(match.Groups["t"].Value) is not (> 0 and var whole)
                || part > whole
                || Number(percent.Value) is not { } share
                || !StandsAlone(passage.Text, match)
            )
                continue;
            var point = percent.Value.IndexOf('.', StringComparison.Ordinal);
            var digits = point < 0 ? 0 : percent.Length - point - 1;
            yield return new ShareClaim(
                passage,
                match.Index,
                match.Index + match.Length,
                part,
                whole,
                share,
                Enumerable.Repeat(0.1m, digits).Aggregate(1m, (step, tenth) => step * tenth),
                Bound(match.Groups["b"].Value),
                percent.Index,
                percent.Index + percent.Length
            );
        }
    }

    private static bool StandsAlone(string text, Match match) =>
        match.Index == 0
        || !(char.IsLetterOrDigit(text[match.Index - 1]) || text[match.Index - 1] is '.' or ',' or '/' or '-' or '$' or '€');

    private static DurationBound Bound(string word) =>
        word.Trim().ToLowerInvariant() switch
        {
            "" => DurationBound.Exact,
            "over" or "more than" or "at least" or ">" or "≥" => DurationBound.AtLeast,
            "under" or "less than" or "at most" or "up to" or "<" or "≤" or "nearly" or "almost" => DurationBound.AtMost,
            _ => DurationBound.About,
        };

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text.Replace(",", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private const string Count = "(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})";

    private const string OfWord = @"\s(?:out\s)?of\s(?:the\s|our\s|its\s|their\s|all\s|a\stotal\sof\s){0,2}";

    private const string Share =
        @"(?<b>about |around |roughly |approximately |approx\.? |circa |ca\. |some |~ ?|≈ ?|over |more than |at least |under |less than "
        + @"|at most |up to |nearly |almost |[<>≤≥] ?)?(?<p>[0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(?:%|percent\b|per cent\b)";

    /// <summary>Behind a percentage or a fraction no noun of its own stands: "36% coverage", "34/34 tests".</summary>
    private const string Ends = @"(?=\s?(?:[).,;:|\n]|$|of\b|were\b|was\b|are\b|is\b|[a-z]{1,14}ed\b|went\b|lost\b))";

    [GeneratedRegex(
        $@"(?<n>{Count})(?:{OfWord}|\s?/\s?)(?<t>{Count})(?:\s[a-z][a-z-]{{1,20}}){{0,3}}\s?(?:\(|,\sor\s|,\sthat\sis,?\s|,\si\.e\.,?\s"
            + $@"|\s?=\s?|\s?[–—:]\s?){Share}{Ends}"
            + $@"|\bof\s(?:the\s|our\s|its\s"
            + $@"|all\s){{0,2}}(?<t>{Count})(?:\s[a-z][a-z-]{{1,20}}){{0,3}},\s(?<n>{Count})(?:\s[a-z][a-z-]{{1,20}}){{0,2}}"
            + $@"\s?\({Share}{Ends}"
            + $@"|(?<n>{Count})(?:\s[a-z][a-z-]{{1,20}}){{1,3}}\s(?:out\s)?of\s(?:the\s|our\s"
            + $@"|a\stotal\sof\s){{0,2}}(?<t>{Count})(?:\s[a-z][a-z-]{{1,20}}){{0,3}}"
            + $@",?\s(?:\(|which\sis\s|or\s|that\sis,?\s){Share}{Ends}"
            + $@"|{Share}\s?(?:\(|\s?[–—:=]\s?|,\s(?:or|i\.e\.,?)\s)(?<n>{Count})(?:{OfWord}(?<t>{Count})|\s?/\s?(?<t>{Count}){Ends})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex Shares();
}
