using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>Finds dates in a passage: ISO 8601, with the month's name, or with slashes.</summary>
internal static partial class DateReader
{
    private const string Weekday =
        @"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)";

    private const string Month =
        @"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
        + @"|nov(?:ember)?|dec(?:ember)?)";

    private const string Ordinal = @"(?:st|nd|rd|th)?";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The dates in order.</summary>
    /// <param name="passage">Where to look.</param>
    /// <param name="year">The year of dates that have none; null if not known.</param>
    public static IReadOnlyList<DateClaim> Read(Passage passage, int? year)
    {
        if (!passage.Text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];
        var dates = new List<DateClaim>();
        foreach (Match match in Dates().Matches(passage.Text))
        {
            var end = match.Index + match.Length;
            if (!StandsAlone(passage.Text, match.Index, end))
                continue;
            var days = DaysOf(match, year).Distinct().ToList();
            if (days.Count == 0 || (match.Groups["b"].Success && !match.Groups["y"].Success && !BeforeTime(passage.Text, match.Index, end)))
                continue;
            var weekday =
                DayOfWeek(match.Groups["wd"].Value)
                ?? (
                    Behind().Match(passage.Text, end, Math.Min(14, passage.Text.Length - end)) is { Success: true } behind
                        ? DayOfWeek(behind.Groups["wd"].Value)
                        : null
                );
            dates.Add(new DateClaim(passage, match.Index, end, days, match.Groups["y"].Success, weekday));
        }

        return dates;
    }

    /// <summary>The first year written in a text with its month and day; null if none is.</summary>
    public static int? YearIn(string text) =>
        Dates()
            .Matches(text)
            .Where(m => m.Groups["y"].Success)
            .Select(m => (int?)Number(m.Groups["y"].Value))
            .FirstOrDefault(y => y is >= 1990 and <= 2100);

    private static IEnumerable<LocalDate> DaysOf(Match match, int? given)
    {
        var year = match.Groups["y"].Success ? Number(match.Groups["y"].Value) : given;
        if (year is not (>= 1990 and <= 2100))
            return [];
        if (match.Groups["a"].Success)
            return Day(year.Value, Number(match.Groups["a"].Value), Number(match.Groups["b"].Value))
                .Concat(Day(year.Value, Number(match.Groups["b"].Value), Number(match.Groups["a"].Value)));
        var name = match.Groups["mon"].Value;
        if (name is "may" || name is "mar" or "march")
            return [];
        return Day(
            year.Value,
            name.Length > 0 ? Array.IndexOf(Months, name[..3].ToLowerInvariant()) + 1 : Number(match.Groups["m"].Value),
            Number(match.Groups["d"].Value)
        );
    }

    private static IEnumerable<LocalDate> Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? [new LocalDate(year, month, day)]
            : [];

    private static IsoDayOfWeek? DayOfWeek(string name) =>
        name.Length < 3 ? null : (IsoDayOfWeek)(Array.IndexOf(Days, name[..3].ToLowerInvariant()) + 1);

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '/' or '-' or '.' or '$'))
        && (
            end == text.Length
            || text[end] == 'T'
            || !(
                char.IsLetterOrDigit(text[end])
                || text[end] is '/' or '%'
                || (text[end] is '-' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
            )
        );

    /// <summary>Two numbers with a slash are a date only beside a time or after "on".</summary>
    private static bool BeforeTime(string text, int start, int end) =>
        Hour().IsMatch(text.AsSpan(end, Math.Min(8, text.Length - end)))
        || text.AsSpan(0, start).EndsWith("on ", StringComparison.OrdinalIgnoreCase);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        $@"(?:(?<wd>{Weekday})[.,]?\s{{1,4}}(?:the\s{{1,4}})?)?(?:(?<y>[0-9]{{4}})(?:-(?<m>[0-9][0-9])-(?<d>[0-9][0-9])"
            + @"|/(?<m>[0-9][0-9])/(?<d>[0-9][0-9]))"
            + $@"|(?<mon>{Month})\.?\s{{1,4}}(?<d>[0-9][0-9]?){Ordinal}(?:,?\s{{1,4}}(?<y>[0-9]{{4}}))?"
            + $@"|(?<d>[0-9][0-9]?){Ordinal}\s{{1,4}}(?:of\s{{1,4}})?(?<mon>{Month})\.?(?:,?\s{{1,4}}(?<y>[0-9]{{4}}))?"
            + $@"|(?<a>[0-9][0-9]?)/(?<b>[0-9][0-9]?)(?:/(?<y>[0-9]{{4}}))?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Dates();

    [GeneratedRegex(
        $@"^\s{{0,4}}\((?<wd>{Weekday})\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Behind();

    [GeneratedRegex(@"^,?\s{1,4}(?:at\s{1,4})?[0-9]{1,2}(?::|\s?[ap]m)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
