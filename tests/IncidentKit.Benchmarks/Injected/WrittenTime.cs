using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentKit.Benchmarks.Injected;

/// <summary>Dates and times of day as people write them, by pattern.</summary>
internal static partial class WrittenTime
{
    /// <summary>A date: year first, day first, or with the month's name.</summary>
    public const string Date =
        @"(?:(?<y>20[0-9]{2})[-/.](?<m>[0-9]{1,2})[-/.](?<d>[0-9]{1,2})|(?<d>[0-9]{1,2})[-/.](?<m>[0-9]{1,2})[-/.](?<y>20[0-9]{2})"
        + @"|(?<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)? (?<mon>"
        + Months
        + @")[a-z]{0,6}\.?(?:,? (?<y>20[0-9]{2}))?"
        + @"|(?<mon>"
        + Months
        + @")[a-z]{0,6}\.? (?<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?<y>20[0-9]{2}))?)(?![0-9])";

    /// <summary>A time of day with minutes, or an hour with its half.</summary>
    public const string Time =
        @"(?<time>(?<h>[01]?[0-9]|2[0-4])(?:[:h](?<min>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?: ?(?<half>[ap]\.?m\b\.?))?| ?(?<half>[ap]m\b))"
        + @"|(?<h>[01][0-9]|2[0-3])(?<min>[0-5][0-9])(?= ?(?:UTC|GMT|hrs|Z\b)))(?![0-9:])";

    /// <summary>A weekday, whole or in three letters and more.</summary>
    public const string Weekday =
        "(?<week>Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)";

    private const string Months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

    /// <summary>Minutes of the day.</summary>
    public static int Minutes(Match match)
    {
        var hour = Number(match.Groups["h"]);
        var minute = match.Groups["min"].Success ? Number(match.Groups["min"]) : 0;
        if (match.Groups["half"] is { Success: true } half && hour <= 12)
            hour = hour % 12 + (half.Value[0] is 'p' or 'P' ? 12 : 0);
        return hour * 60 + minute;
    }

    /// <summary>The date of a match, in year 0 where none is written; null where there is no such date.</summary>
    public static (int Year, int Month, int Day)? DateOf(Match match)
    {
        if (!match.Groups["d"].Success)
            return null;
        var year = match.Groups["y"].Success ? Number(match.Groups["y"]) : 0;
        var day = Number(match.Groups["d"]);
        var month = match.Groups["mon"] is { Success: true } name
            ? Months.Split('|').Index().First(m => m.Item.Equals(name.Value, StringComparison.OrdinalIgnoreCase)).Index + 1
            : Number(match.Groups["m"]);
        if (month > 12)
            (month, day) = (day, month);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month)
            ? (year, month, day)
            : null;
    }

    /// <summary>All times of day in a line.</summary>
    public static IReadOnlyList<Match> TimesIn(string line) => [.. TimePattern().Matches(line).Cast<Match>()];

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![0-9:.\-+])" + Time, RegexOptions.IgnoreCase)]
    private static partial Regex TimePattern();
}
