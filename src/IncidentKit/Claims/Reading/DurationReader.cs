using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds lengths of time in a passage: <c>6.5 hours</c>, <c>about 30 minutes</c>, <c>1 h 12 min</c>, <c>half an hour</c>, <c>PT6H25M</c>.
/// </summary>
internal static partial class DurationReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Half a unit may be off by one part in so many of it.</summary>
    private const int Half = 8;

    private const string Whole = @"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,6}(?:\.[0-9]{1,3})?)";

    private const string Units = @"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?)";

    private const string LongUnits = @"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)";

    private const string Words = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an|a|half an|half a";

    private static readonly (string Word, DurationBound Bound)[] Qualifiers =
    [
        ("about", DurationBound.About),
        ("approximately", DurationBound.About),
        ("approx.", DurationBound.About),
        ("approx", DurationBound.About),
        ("around", DurationBound.About),
        ("roughly", DurationBound.About),
        ("circa", DurationBound.About),
        ("some", DurationBound.About),
        ("~", DurationBound.About),
        ("≈", DurationBound.About),
        ("nearly", DurationBound.AtMost),
        ("almost", DurationBound.AtMost),
        ("under", DurationBound.AtMost),
        ("less than", DurationBound.AtMost),
        ("up to", DurationBound.AtMost),
        ("within", DurationBound.Within),
        ("over", DurationBound.AtLeast),
        ("more than", DurationBound.AtLeast),
        ("at least", DurationBound.AtLeast),
        (">", DurationBound.AtLeast),
        ("<", DurationBound.AtMost),
    ];

    /// <summary>The lengths in order.</summary>
    public static IReadOnlyList<DurationClaim> Read(Passage passage)
    {
        var durations = new List<DurationClaim>();
        for (var match = Durations().Match(passage.Text); match.Success; )
        {
            var stands = StandsAlone(passage.Text, match);
            if (stands && Claim(passage, match) is { } claim)
                durations.Add(claim);
            // Behind the number of one that is none another may begin.
            match =
                stands || !match.Groups["n"].Success
                    ? match.NextMatch()
                    : Durations().Match(passage.Text, match.Groups["n"].Index + match.Groups["n"].Length);
        }

        return durations;
    }

    private static DurationClaim? Claim(Passage passage, Match match)
    {
        var bound = match.Groups["plus"].Success ? DurationBound.AtLeast : Bound(passage.Text, match.Index);
        var compound = match.Groups["u2"].Success;
        if (match.Groups["iso"].Success)
        {
            var iso = Part(match.Groups["ih"], "h") + Part(match.Groups["im"], "m") + Part(match.Groups["is"], "s");
            return iso == Duration.Zero
                ? null
                : new DurationClaim(passage, match.Index, match.Index + match.Length, iso, Duration.FromSeconds(1), DurationBound.Exact);
        }

        var unit = match.Groups["u"].Value.ToLowerInvariant();
        var single = unit is "m" or "d" || (unit == "s" && match.Groups["n"].Success && match.Length > match.Groups["n"].Length + 2);
        if (single && !compound && match.Length != passage.Text.Trim().Length)
            return null;
        var length = Part(match.Groups["n"].Value, unit) + (match.Groups["half"].Success ? Unit(unit) / 2 : Duration.Zero);
        var precision = Precision(match.Groups["half"].Success ? "1.5" : match.Groups["n"].Value, unit);
        for (var i = 2; i <= 3 && match.Groups[$"u{i}"].Success; i++)
        {
            var next = match.Groups[$"u{i}"].Value.ToLowerInvariant();
            length += Part(match.Groups[$"n{i}"].Value, next);
            precision =
                next[0] == 'h' ? Duration.FromMinutes(30)
                : next[0] == 'm' ? Duration.FromMinutes(1)
                : Duration.FromSeconds(1);
        }

        return new DurationClaim(passage, match.Index, match.Index + match.Length, length, precision, bound);
    }

    private static bool StandsAlone(string text, Match match)
    {
        var end = match.Index + match.Length;
        if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '%' || (text[end] == '-' && match.Value.EndsWith('s'))))
            return false;
        if (match.Index == 0)
            return true;
        var before = text[match.Index - 1];
        return !(
            char.IsLetterOrDigit(before)
            || before is '.' or ',' or ':' or '/' or '$' or '#' or '_'
            || (before is '-' or '–' && match.Index > 1 && char.IsLetterOrDigit(text[match.Index - 2]))
        );
    }

    private static DurationBound Bound(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 16), Math.Min(16, start)).TrimEnd();
        foreach (var (word, bound) in Qualifiers)
        {
            if (
                before.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (!char.IsLetter(word[0]) || before.Length == word.Length || !char.IsLetter(before[before.Length - word.Length - 1]))
            )
                return bound;
        }

        return DurationBound.Exact;
    }

    private static Duration Part(Group number, string unit) => number.Success ? Part(number.Value, unit) : Duration.Zero;

    private static Duration Part(string number, string unit) => Unit(unit) * Number(number);

    private static double Number(string text) =>
        text.ToLowerInvariant() switch
        {
            "an" or "a" => 1,
            "half an" or "half a" => 0.5,
            var other => NumberWords.Of(other)
                ?? double.Parse(other, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
        };

    private static Duration Unit(string unit) =>
        unit[0] switch
        {
            's' => Duration.FromSeconds(1),
            'm' => Duration.FromMinutes(1),
            'h' => Duration.FromHours(1),
            'd' => Duration.FromDays(1),
            _ => Duration.FromDays(7),
        };

    /// <summary>
    /// Half of the last unit that is written: people put 6 h 27 min as 6.5 hours, and 14 minutes as a quarter of an hour.
    /// </summary>
    private static Duration Precision(string number, string unit)
    {
        var one = Unit(unit);
        var point = number.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            return
                number.EndsWith(".5", StringComparison.Ordinal)
                || number.EndsWith(".0", StringComparison.Ordinal)
                || number.EndsWith(".25", StringComparison.Ordinal)
                || number.EndsWith(".75", StringComparison.Ordinal)
                ? one * (number[^2] == '.' ? 0.25 : 0.125)
                : one * Math.Pow(10, -(number.Length - point - 1)) / 2;
        if (number.StartsWith("half", StringComparison.OrdinalIgnoreCase))
            return one / Half;
        if (unit[0] is not 'm')
            return unit[0] == 's' ? one : one / 2;
        return Number(number) switch
        {
            var n when n >= 30 && n % 15 == 0 => Duration.FromMinutes(5),
            var n when n % 5 == 0 => Duration.FromSeconds(150),
            _ => one,
        };
    }

    [GeneratedRegex(
        $@"(?<iso>PT(?:(?<ih>[0-9]{{1,6}})H)?(?:(?<im>[0-9]{{1,6}})M)?(?:(?<is>[0-9]{{1,6}})S)?)"
            + $@"|(?:(?<n>{Whole})(?<plus>\+)?[\s-]?(?<u>{Units})"
            + $@"|(?<n>{Words}|{Whole})[\s-]and[\s-](?:a[\s-])?(?<half>half)[\s-](?<u>{LongUnits})"
            + $@"|(?<n>[0-9]{{1,3}})(?<half>\s?½|\s1/2)\s?(?<u>{LongUnits})|(?<n>{Words})[\s-](?<u>{LongUnits}))"
            + $@"(?:,?\s?(?:and\s)?(?<n2>{Whole})\s?(?<u2>{Units})(?:,?\s?(?:and\s)?(?<n3>{Whole})\s?(?<u3>{Units}))?"
            + @"|(?<half>\sand\sa\shalf))?",
        Options
    )]
    private static partial Regex Durations();
}
