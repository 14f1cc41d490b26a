using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Markets;

/// <summary>A way to say on which days something holds: a date, a range of dates, or a rule with one day a year.</summary>
internal abstract partial class DateRule
{
    private const string Weekday = "(?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
    private const string Month = "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The days in one year; none where the year has no such day.</summary>
    /// <param name="year">The year.</param>
    /// <param name="isSession">Whether a day is a session, asked by the rules that count sessions.</param>
    public abstract IEnumerable<LocalDate> In(int year, Func<LocalDate, bool> isSession);

    /// <summary>Whether dates are listed, so that a day that cannot be is a mistake and not merely a year without it.</summary>
    public virtual bool IsListed => false;

    /// <summary>Reads a rule; what is wrong with it is told by a <see cref="FormatException"/>.</summary>
    public static DateRule Parse(string text)
    {
        if (Listed().Match(text) is { Success: true } listed)
        {
            LocalDate first = Date(listed.Groups["first"].Value);
            LocalDate last = listed.Groups["last"].Success ? Date(listed.Groups["last"].Value) : first;
            return last >= first ? new ListedDates(first, last) : throw new FormatException($"'{text}' ends before it begins");
        }

        if (Ruled().Match(text) is not { Success: true } match)
            throw new FormatException(
                $"'{text}' is not a date (2012-10-29, 2012-10-29..2012-10-30) or a rule (Jan 1, "
                    + "3rd Monday of Jan, last Monday of May, Monday on or before May 24, Easter, Orthodox Easter, last "
                    + "session before Dec 25, first session of the year, each with + or - days)"
            );
        int offset = match.Groups["offset"].Success ? Number(match.Groups["offset"].Value.Replace(" ", "", StringComparison.Ordinal)) : 0;
        return new YearlyRule(Base(text, match), offset);
    }

    private static Func<int, Func<LocalDate, bool>, LocalDate?> Base(string text, Match match)
    {
        string weekdayName = match.Groups["weekday"].Value;
        IsoDayOfWeek weekday = weekdayName.Length == 0 ? IsoDayOfWeek.None : Enum.Parse<IsoDayOfWeek>(weekdayName);
        int month = Array.IndexOf(Months, match.Groups["month"].Value) + 1;
        int day = match.Groups["day"].Success ? Number(match.Groups["day"].Value) : 0;
        if (day > 0 && day > CalendarSystem.Iso.GetDaysInMonth(2000, month))
            throw new FormatException($"'{text}': {Months[month - 1]} has no day {day}");
        switch (match.Groups["kind"].Value)
        {
            case "Easter":
                return (year, _) => Easter(year);
            case "Orthodox Easter":
                return (year, _) => OrthodoxEaster(year);
            case "first session of the year":
                return (year, isSession) => First(new LocalDate(year, 1, 1), 1, isSession);
            case "last session of the year":
                return (year, isSession) => First(new LocalDate(year, 12, 31), -1, isSession);
        }

        if (match.Groups["before"].Success)
            return (year, isSession) => First(new LocalDate(year, month, day).PlusDays(-1), -1, isSession);
        if (match.Groups["near"].Success)
            return match.Groups["near"].Value == "before"
                ? (year, _) => new LocalDate(year, month, day).PlusDays(1).Previous(weekday)
                : (year, _) => new LocalDate(year, month, day).PlusDays(-1).Next(weekday);
        if (match.Groups["last"].Success)
            return (year, _) => new LocalDate(year, month, 1).PlusMonths(1).Previous(weekday);
        if (match.Groups["nth"].Success)
        {
            int nth = Number(match.Groups["nth"].Value);
            return nth is >= 1 and <= 4
                ? (year, _) => new LocalDate(year, month, 1).PlusDays(-1).Next(weekday).PlusWeeks(nth - 1)
                : throw new FormatException($"'{text}': a month has a 1st to a 4th {weekdayName} for sure; say last for the last one");
        }

        return (year, _) => day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).</summary>
    internal static LocalDate Easter(int year)
    {
        int a = year % 19,
            b = year / 100,
            c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int n = h + l - (7 * m) + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1);
    }

    /// <summary>Easter Sunday of the Julian calendar as a date of the Gregorian one (Meeus, Astronomical Algorithms, chapter 8).</summary>
    internal static LocalDate OrthodoxEaster(int year)
    {
        int d = ((19 * (year % 19)) + 15) % 30;
        int e = ((2 * (year % 4)) + (4 * (year % 7)) - d + 34) % 7;
        int n = d + e + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso);
    }

    private static LocalDate? First(LocalDate start, int step, Func<LocalDate, bool> isSession)
    {
        for (int i = 0; i < 31; i++)
        {
            LocalDate day = start.PlusDays(i * step);
            if (isSession(day))
                return day;
        }

        return null;
    }

    private static LocalDate Date(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw new FormatException($"'{text}' is not a date there is");

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<first>[0-9]{4}-[0-9][0-9]-[0-9][0-9])(\.\.(?<last>[0-9]{4}-[0-9][0-9]-[0-9][0-9]))?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Listed();

    [GeneratedRegex(
        "^((?<kind>(Orthodox )?Easter|(first|last) session of the year)"
            + "|(?<before>last session before) "
            + Month
            + @" (?<day>[1-9][0-9]?)"
            + "|"
            + Weekday
            + " on or (?<near>before|after) "
            + Month
            + @" (?<day>[1-9][0-9]?)"
            + "|(?<last>last) "
            + Weekday
            + " of "
            + Month
            + @"|(?<nth>[0-9])(st|nd|rd|th) "
            + Weekday
            + " of "
            + Month
            + "|"
            + Month
            + @" (?<day>[1-9][0-9]?))"
            + @"( (?<offset>[+-] [0-9]{1,3}))?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Ruled();

    private sealed class ListedDates(LocalDate first, LocalDate last) : DateRule
    {
        public override bool IsListed => true;

        public override IEnumerable<LocalDate> In(int year, Func<LocalDate, bool> isSession)
        {
            if (year < first.Year || year > last.Year)
                yield break;
            for (LocalDate day = first; day <= last; day = day.PlusDays(1))
            {
                if (day.Year == year)
                    yield return day;
            }
        }
    }

    private sealed class YearlyRule(Func<int, Func<LocalDate, bool>, LocalDate?> rule, int offset) : DateRule
    {
        public override IEnumerable<LocalDate> In(int year, Func<LocalDate, bool> isSession)
        {
            if (rule(year, isSession) is { } day)
                yield return day.PlusDays(offset);
        }
    }
}
