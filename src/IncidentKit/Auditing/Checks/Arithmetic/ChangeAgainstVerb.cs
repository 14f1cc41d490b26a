using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A number that is said to rise and falls, or the other way round: "increased the limit from 80 to 60". A number is read in every way
/// that its marks and its neighbour's unit allow; one in which it changes as is said is enough.
/// </summary>
internal sealed partial class ChangeAgainstVerb()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0115", "change-against-its-verb", AuditSeverity.Error)
{
    /// <summary>What the last point or comma of a number parts: both numbers of a sentence are written in one way.</summary>
    private enum Mark
    {
        Thousands,
        Decimals,
    }

    private static readonly Mark[] Marks = [Mark.Thousands, Mark.Decimals];

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Rises =
        "increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|growth|r[io]se(?:s|n)?|rising|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?"
        + "|bump(?:s|ed|ing)?|scal(?:e|es|ed|ing) up|surg(?:e|es|ed|ing)|spik(?:e|es|ed|ing)";

    private const string Falls =
        "decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion)|lower(?:ed|ing|s)|drop(?:s|ped|ping)?|f[ae]ll(?:s|en|ing)?|declin(?:e|es|ed|ing)"
        + "|shr[aiu]nk(?:s|ing)?|scal(?:e|es|ed|ing) down|plummet(?:s|ed|ing)?|dip(?:s|ped|ping)?";

    private const string Digits = "[0-9]{1,12}(?:[.,][0-9]{1,9}){0,3}";

    private const string Unit = "%|[kmgt]i?b|ms|seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|weeks?|thousand|million|billion|[kmbx]";

    /// <summary>A number and its unit, with no sign at either end that makes it a part of something else.</summary>
    private const string Number = $@"(?<![\w.,:/#^~v-])[$€£]?{Digits}(?: ?(?:{Unit}))?(?![\w:/])(?![.,][0-9])";

    private const string NoTime = @"(?! ?(?:am|pm|a\.m|p\.m|utc|gmt|o'clock|st|nd|rd|th)\b)";

    /// <summary>So many characters behind a verb its numbers stand at the latest.</summary>
    private const int Longest = 140;

    /// <summary>A word of what is counted.</summary>
    private const string Word = "(?!(?:to|from|up|down) )[a-z]{2,16}";

    private const string About = "about |around |only |just |over ";

    /// <summary>How large a unit is among those of its kind; those of a number alone are of the kind of a number without.</summary>
    private static readonly Dictionary<string, (char Kind, double Size)> Units = new(StringComparer.Ordinal)
    {
        ["k"] = ('n', 1e3),
        ["thousand"] = ('n', 1e3),
        ["m"] = ('n', 1e6),
        ["million"] = ('n', 1e6),
        ["b"] = ('n', 1e9),
        ["billion"] = ('n', 1e9),
        ["x"] = ('n', 1),
        ["%"] = ('%', 1),
        ["kb"] = ('b', 1e3),
        ["kib"] = ('b', 1e3),
        ["mb"] = ('b', 1e6),
        ["mib"] = ('b', 1e6),
        ["gb"] = ('b', 1e9),
        ["gib"] = ('b', 1e9),
        ["tb"] = ('b', 1e12),
        ["tib"] = ('b', 1e12),
        ["ms"] = ('t', 1e-3),
        ["s"] = ('t', 1),
        ["sec"] = ('t', 1),
        ["second"] = ('t', 1),
        ["min"] = ('t', 60),
        ["minute"] = ('t', 60),
        ["h"] = ('t', 3600),
        ["hr"] = ('t', 3600),
        ["hour"] = ('t', 3600),
        ["day"] = ('t', 86400),
        ["week"] = ('t', 604800),
    };

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var passage in context.Claims.All.Where(p => p.Passage.IsStated && p.Passage.Kind != PassageKind.Code))
        {
            foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion && !OfRank().IsMatch(s.Lower)))
            {
                foreach (var (verb, pair) in Changes(sentence.Lower))
                {
                    var (start, end) = (sentence.Start + verb.Index, sentence.Start + pair.End);
                    if (passage.Passage.IsLiteral(start, end) || sentence.Quotes(verb.Index) || !IsWrong(verb, pair.From, pair.To))
                        continue;
                    var claim = new Stated(passage.Passage, start, end);
                    var rises = verb.Groups["up"].Success;
                    yield return At(
                        claim,
                        $"what is said to {(rises ? "rise" : "fall")} {(rises ? "falls" : "rises")}",
                        $"from {pair.From.Trim()} to {pair.To.Trim()}",
                        "both numbers, in every way to read them"
                    );
                }
            }
        }
    }

    /// <summary>The verbs and nouns of change in a sentence, each with the numbers that follow in its clause.</summary>
    private static IEnumerable<(Match Verb, (string From, string To, int End) Pair)> Changes(string sentence)
    {
        foreach (Match verb in Verb().Matches(sentence))
        {
            var rest = sentence.Substring(verb.Index + verb.Length, Math.Min(Longest, sentence.Length - verb.Index - verb.Length));
            foreach (var pair in new[] { FromTo().Match(rest), ToFrom().Match(rest) })
            {
                if (pair.Success && !OtherClause().IsMatch(rest.AsSpan(0, pair.Index)) && !Verb().IsMatch(rest.AsSpan(0, pair.Index)))
                    yield return (
                        verb,
                        (pair.Groups["a"].Value, pair.Groups["b"].Value, verb.Index + verb.Length + pair.Index + pair.Length)
                    );
            }
        }
    }

    private sealed record Stated(Passage Passage, int Start, int End) : Claim(Passage, Start, End);

    private static bool IsWrong(Match verb, string from, string to)
    {
        var before = NumberOf().Match(from);
        var after = NumberOf().Match(to);
        if (!before.Success || !after.Success || (IsYear(before) && IsYear(after)))
            return false;
        var pairs = (
            from marks in Marks
            from a in Readings(before, after, marks)
            from b in Readings(after, before, marks)
            where a.Kind == b.Kind
            select verb.Groups["up"].Success ? b.Value - a.Value : a.Value - b.Value
        ).ToList();
        return pairs.Count > 0 && pairs.TrueForAll(rise => rise < 0);
    }

    private static bool IsYear(Match number) =>
        !number.Groups["u"].Success && number.Groups["n"].Value is ['1', '9', _, _] or ['2', '0', _, _];

    /// <summary>What a number may mean where its marks are read so, and it may share its neighbour's unit.</summary>
    private static IEnumerable<(char Kind, double Value)> Readings(Match number, Match neighbour, Mark marks)
    {
        var units = new[] { number.Groups["u"].Value }.AsEnumerable();
        if (units.First().Length == 0)
            units = units.Append(neighbour.Groups["u"].Value).Distinct();
        var value = ValueOf(number.Groups["n"].Value, marks);
        return units.Select(unit => unit.Length == 0 ? ('n', value) : (SizeOf(unit).Kind, value * SizeOf(unit).Size));
    }

    private static (char Kind, double Size) SizeOf(string unit) =>
        Units.TryGetValue(unit, out var size) ? size
        : Units.TryGetValue(unit.TrimEnd('s'), out size) ? size
        : ('n', 1);

    /// <summary>A mark before other than three digits parts the decimals, whatever others do.</summary>
    private static double ValueOf(string text, Mark marks)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        var plain = text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var decimals = last < 0 || (marks == Mark.Thousands && text.Length - last == 4 && text[0] != '0') ? 0 : text.Length - last - 1;
        return double.Parse(plain, CultureInfo.InvariantCulture) / Math.Pow(10, decimals);
    }

    [GeneratedRegex($@"\b(?:(?<up>{Rises})|(?:{Falls}))\b(?! (?:back|over|off|out|in|through|between)\b)", Options)]
    private static partial Regex Verb();

    /// <summary>Behind it begins another clause, or another from and to.</summary>
    [GeneratedRegex(@"[.,;:()\n]|\b(?:and|but|or|while|which|that|as|then|when|after|before|so|because|from|to)\b", Options)]
    private static partial Regex OtherClause();

    [GeneratedRegex($@"\bfrom (?<a>{Number})(?: {Word})?(?: {Word})? (?:up to|down to|to) (?:{About})?(?<b>{Number}){NoTime}", Options)]
    private static partial Regex FromTo();

    [GeneratedRegex(
        $@"\bto (?<b>{Number})(?: {Word})?(?: {Word})?,? (?:up from|down from|from) (?:{About})?(?<a>{Number}){NoTime}",
        Options
    )]
    private static partial Regex ToFrom();

    [GeneratedRegex($"^[$€£]?(?<n>{Digits})(?: ?(?<u>{Unit}))?$", Options)]
    private static partial Regex NumberOf();

    /// <summary>What is less the more its number says, or is no quantity.</summary>
    [GeneratedRegex(
        @"\b(?:every|each|frequency|cadence|severity|sev|priority|level|rank(?:ed|ing)?|place|position|version|phase|tier|step|grade|stage"
            + @"|niceness|percentile|port|page|line|column|release|epoch|block|slot|chapter|floor|class)\b|\b(?:sev|p)-?[0-9]\b",
        Options
    )]
    private static partial Regex OfRank();
}
