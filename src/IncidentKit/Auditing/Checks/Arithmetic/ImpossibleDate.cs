using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// What is written as a date or a time of day and is none by any reading: day first or month first, 12 hours or 24, a leap second.
/// </summary>
internal sealed partial class ImpossibleDate() : AuditCheck(AuditFamily.Arithmetic, "IKA0108", "date-that-cannot-be", AuditSeverity.Error)
{
    private const string MonthName = "(?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{1,6}\\b|\\b)\\.?";

    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    private const int LeapYear = 2024;

    public override IEnumerable<Objection> Run(AuditContext context) =>
        context
            .Claims.All.Where(p => !p.Passage.Quoted && p.Passage.Text.AsSpan().ContainsAnyInRange('0', '9'))
            .SelectMany(p => Impossible(p).Where(i => States(p, i.Start, i.Text.Length)).Select(i => Objection(p.Passage, i)));

    private static Objection Objection(Passage passage, (int Start, string Text, string Why) found) =>
        At(
            passage,
            found.Start,
            found.Start + found.Text.Length,
            $"'{found.Text}' cannot be: {found.Why}",
            found.Why,
            "read it in every order of day and month, and by both clocks"
        );

    /// <summary>
    /// Whether a passage states a stretch of it: it is no code, in no quotation, and is not what the sentence says is wrong.
    /// </summary>
    private static bool States(PassageClaims claims, int start, int length) =>
        !claims.Passage.IsLiteral(start, start + length)
        && claims.Sentences.FirstOrDefault(s => s.Start <= start && start < s.End) is var sentence
        && (sentence is null || (!sentence.Quotes(start - sentence.Start) && !AboutIt().IsMatch(sentence.Lower)));

    private static IEnumerable<(int Start, string Text, string Why)> Impossible(PassageClaims claims)
    {
        var text = claims.Passage.Text;
        foreach (Match match in Numbers().Matches(text))
        {
            if (StandsAlone(text, match.Index, match.Index + match.Length) && WhyNot(match) is { } why)
                yield return (match.Index, match.Value, why);
        }

        foreach (Match match in Named().Matches(text))
        {
            if (StandsAlone(text, match.Index, match.Index + match.Length) && WhyNotNamed(text, match) is { } why)
                yield return (match.Index, match.Value, why);
        }

        foreach (Match match in Clocks().Matches(text))
        {
            if (ClockThatCannotBe.WhyNot(claims, match) is { } why)
                yield return (match.Index, match.Value, why);
        }

        foreach (Match match in OneDigit().Matches(text))
        {
            if (claims.Dates.Any(d => d.End <= match.Index && match.Index - d.End <= 3))
                yield return (match.Index, match.Value, "minutes have two digits, and a day has 24 hours");
        }
    }

    private static string? WhyNot(Match match)
    {
        var year = match.Groups["y"].Value;
        var (a, b) = (Number(match.Groups["a"]), Number(match.Groups["b"]));
        var isYearFirst = match.Groups["y"].Index == match.Index;
        if (year.Length > 4)
            return HasCentury(year) && IsDay(LeapYear, a, b, isYearFirst) ? $"a year has four digits, and {year} has {year.Length}" : null;
        if (!HasCentury(year) || IsDay(Number(match.Groups["y"]), a, b, isYearFirst))
            return null;
        // Three numbers with points are a version as often as a date.
        if (match.Groups["sep"].Value == "." && (a > 39 || b > 19))
            return null;
        var (month, day) = isYearFirst || b > 12 == a > 12 && a <= 12 ? (a, b) : (b, a);
        return month is 0 or > 12 ? $"there is no month {month}" : $"month {month} has no day {day}";
    }

    private static string? WhyNotNamed(string text, Match match)
    {
        var year = match.Groups["y"].Value;
        var (month, day) = (
            (Months.IndexOf(match.Groups["mon"].Value, StringComparison.OrdinalIgnoreCase) / 3) + 1,
            Number(match.Groups["d"])
        );
        if (year.Length > 4)
            return HasCentury(year) ? $"a year has four digits, and {year} has {year.Length}" : null;
        if (IsDay(year.Length == 4 ? Number(match.Groups["y"]) : LeapYear, month, day, monthFirst: true))
            return null;
        // Without a year the number may count what comes behind it: "in February 30 customers called".
        var isDate =
            year.Length > 0 || match.Groups["ord"].Success || match.Index == 0 || BeforeADay().IsMatch(text.AsSpan(0, match.Index));
        return isDate ? $"{MonthOf(month)} has no day {day}" : null;
    }

    private static bool IsDay(int year, int a, int b, bool monthFirst) => IsDay(year, a, b) || (!monthFirst && IsDay(year, b, a));

    private static bool IsDay(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month);

    /// <summary>Whether a year is of the last two centuries, or is one of them with a digit too many.</summary>
    private static bool HasCentury(string year) =>
        year.Contains("20", StringComparison.Ordinal) || year.StartsWith("19", StringComparison.Ordinal);

    private static string MonthOf(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || "/-.$#=:_".Contains(text[start - 1], StringComparison.Ordinal)))
        && (
            end == text.Length
            || text[end] == 'T'
            || !(
                char.IsLetterOrDigit(text[end])
                || text[end] is '/' or '%' or '_'
                || (text[end] is '-' or '.' or ':' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))
            )
        );

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"invalid|impossible|bogus|nonsens|non-?existent|not exist|no such|leap|on purpose|malformed|cannot be",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex AboutIt();

    [GeneratedRegex(
        @"(?<y>[0-9]{4,6})(?<sep>[-/])(?<a>[0-9]{1,2})\k<sep>(?<b>[0-9]{1,2})"
            + @"|(?<a>[0-9]{1,2})(?<sep>[-/.])(?<b>[0-9]{1,2})\k<sep>(?<y>[0-9]{4,6})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Numbers();

    [GeneratedRegex(
        MonthName
            + @"\s{1,4}(?<d>[0-9]{1,2})(?!\s?[:.][0-9])(?<ord>st|nd|rd|th)?\b(?:,?\s{1,4}(?<y>[0-9]{4,6})\b)?"
            + @"|\b(?<d>[0-9]{1,2})(?<ord>st|nd|rd|th)?(?<of>\s{1,4}of)?\s{1,4}"
            + MonthName
            + @"(?:,?\s{1,4}(?<y>[0-9]{4,6})\b)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Named();

    /// <summary>"07:7:47": a digit is missing or one part is too many.</summary>
    [GeneratedRegex(@"(?<![0-9:])[0-9]{1,2}:[0-9]:[0-9]{2}(?![0-9:])", RegexOptions.CultureInvariant)]
    private static partial Regex OneDigit();

    [GeneratedRegex(
        @"(?:\b(?:on|since|until|till|by|from|before|after|due|of)|[,(:])\s{1,4}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft
    )]
    private static partial Regex BeforeADay();

    [GeneratedRegex(
        @"(?<h>[0-9]{1,2})(?::(?<m>[0-9]{2})(?::(?<s>[0-9]{2}))?(?<ap>\s?[ap]\.?m\b\.?)?|\s?(?<ap>[ap]\.?m\b\.?))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Clocks();
}
