using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Reading;

/// <summary>
/// Finds dates in a passage: ISO 8601, with the month's name in one of seven languages, or numbers between slashes or dots. Two numbers
/// that may be day and month in either order are read both ways.
/// </summary>
internal static partial class DateReader
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A whole name has no point behind it, but the end of a sentence.</summary>
    private const string Weekday = @"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)";

    private const string Ordinal = @"(?:st|nd|rd|th)?";

    /// <summary>English months, whole or short, and the whole names of other languages that differ from them.</summary>
    private const string Month =
        @"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
        + @"|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin"
        + @"|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
        + @"|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|gennaio|febbraio"
        + @"|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|mei|augustus)";

    /// <summary>A weekday behind a date stands within so many characters, with what tells that it is of no other date.</summary>
    private const int WeekdayWithin = 32;

    /// <summary>No damaged year is repaired to one beyond this.</summary>
    private const int LastYear = 2040;

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The beginnings of the months' names, each with all that begin no other month.</summary>
    private static readonly string[][] Months =
    [
        ["jan", "ene", "gen"],
        ["feb", "fév", "fev"],
        ["mar", "mär", "maa"],
        ["apr", "avr", "abr"],
        ["may", "mai", "mag", "mei"],
        ["jun", "juin", "giu"],
        ["jul", "juil", "lug"],
        ["aug", "aoû", "ago"],
        ["sep", "set"],
        ["oct", "okt", "out", "ott"],
        ["nov"],
        ["dec", "dez", "déc", "dic"],
    ];

    /// <summary>The dates in order.</summary>
    /// <param name="passage">Where to look.</param>
    /// <param name="conventions">How the report writes dates.</param>
    public static IReadOnlyList<DateClaim> Read(Passage passage, DateConventions conventions)
    {
        if (!passage.Text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];
        var dates = new List<DateClaim>();
        foreach (Match match in Dates().Matches(passage.Text))
        {
            var end = match.Index + match.Length;
            if (!StandsAlone(passage.Text, match.Index, end) || !IsMeant(passage.Text, match))
                continue;
            var hasYear = match.Groups["y"].Success;
            var (days, isSure) = hasYear
                ? (DaysOf(match, Year(match), conventions.IsDayFirst), true)
                : conventions.YearOf(year => DaysOf(match, year, conventions.IsDayFirst));
            if (days.Count == 0)
                continue;
            var weekday =
                DayOfWeek(match.Groups["wd"].Value)
                ?? (
                    Behind().Match(passage.Text, end, Math.Min(WeekdayWithin, passage.Text.Length - end)) is { Success: true } behind
                        ? DayOfWeek(behind.Groups["wd"].Value)
                        : null
                );
            dates.Add(
                new DateClaim(passage, match.Index, end, days, hasYear, weekday) { IsIso = match.Groups["m"].Success, YearIsSure = isSure }
            );
        }

        return dates;
    }

    /// <summary>The dates with a year in a text.</summary>
    public static IEnumerable<LocalDate> WithYear(string text) =>
        !text.AsSpan().ContainsAnyInRange('0', '9')
            ? []
            : Dates()
                .Matches(text)
                .Where(m => m.Groups["y"].Success && StandsAlone(text, m.Index, m.Index + m.Length))
                .SelectMany(m => DaysOf(m, Year(m), isDayFirst: null));

    /// <summary>The whole dates in the name of a file, in which dashes stand between all parts.</summary>
    public static IEnumerable<LocalDate> InName(string name) =>
        NameDates()
            .Matches(name)
            .SelectMany(m => Day(Number(m.Groups["y"].Value), Number(m.Groups["m"].Value), Number(m.Groups["d"].Value)));

    /// <summary>
    /// Whether the first or the second number of a date between slashes or dashes can only be the day, for each such date of a text.
    /// </summary>
    public static IEnumerable<bool> DayFirst(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            yield break;
        foreach (Match match in Dates().Matches(text))
        {
            if (!match.Groups["a"].Success || !match.Groups["y"].Success || !StandsAlone(text, match.Index, match.Index + match.Length))
                continue;
            int a = Number(match.Groups["a"].Value),
                b = Number(match.Groups["b"].Value);
            if (a > 12 != b > 12 && Math.Max(a, b) <= 31)
                yield return a > 12;
        }
    }

    /// <summary>Whether a text begins with a weekday's name.</summary>
    public static IsoDayOfWeek? DayOfWeek(string name) =>
        name.Length < 3 || Array.IndexOf(Days, name[..3].ToLowerInvariant()) is not (>= 0 and var day) ? null : (IsoDayOfWeek)(day + 1);

    private static int Year(Match match) =>
        Number(match.Groups["y"].Value) switch
        {
            < 100 and var year => 2000 + year,
            > 9999 and var year => WithoutDigit(year),
            var year => year,
        };

    /// <summary>
    /// The only year of our time that is left when a digit of five is taken away; it is told elsewhere that it is damaged.
    /// </summary>
    private static int WithoutDigit(int year)
    {
        var digits = year.ToString(CultureInfo.InvariantCulture);
        var years = Enumerable.Range(0, digits.Length).Select(i => Number(digits.Remove(i, 1))).Where(y => y is >= 1990 and <= LastYear);
        return years.Distinct().Take(2).ToList() is [var only] ? only : 0;
    }

    private static List<LocalDate> DaysOf(Match match, int year, bool? isDayFirst)
    {
        if (year is not (>= 1990 and <= 2100))
            return [];
        if (match.Groups["a"].Success)
        {
            int a = Number(match.Groups["a"].Value),
                b = Number(match.Groups["b"].Value);
            var monthFirst = isDayFirst == true ? [] : Day(year, a, b);
            return [.. monthFirst.Concat(isDayFirst == false ? [] : Day(year, b, a)).Distinct()];
        }

        if (match.Groups["dot"].Success)
            return [.. Day(year, Number(match.Groups["m2"].Value), Number(match.Groups["d"].Value))];
        return [.. Day(year, MonthOf(match), Number(match.Groups["d"].Value))];
    }

    private static int MonthOf(Match match)
    {
        if (match.Groups["m"].Success)
            return Number(match.Groups["m"].Value);
        var name = match.Groups["mon"].Value.ToLowerInvariant();
        return Array.FindIndex(Months, begins => begins.Any(b => name.StartsWith(b, StringComparison.Ordinal))) + 1;
    }

    private static IEnumerable<LocalDate> Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? [new LocalDate(year, month, day)]
            : [];

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !(char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '/' or '-' or '.' or '$'))
        && (
            end == text.Length
            || text[end] is 'T' or '_'
            || !(
                char.IsLetterOrDigit(text[end])
                || (text[end] == '/' && !BeforeATime().IsMatch(text.AsSpan(end)))
                || text[end] == '%'
                || (text[end] is '-' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
            )
        );

    /// <summary>
    /// "May" and "mar(ch)" are words too, in small letters; two numbers with a slash are a date only beside a time or after "on".
    /// </summary>
    private static bool IsMeant(string text, Match match)
    {
        if (match.Groups["mon"].Value is "may" or "mar" or "march" or "mars")
            return match.Groups["y"].Success;
        if (!match.Groups["a"].Success || match.Groups["y"].Success)
            return true;
        var end = match.Index + match.Length;
        return Hour().IsMatch(text.AsSpan(end, Math.Min(8, text.Length - end)))
            || text.AsSpan(0, match.Index).EndsWith("on ", StringComparison.OrdinalIgnoreCase);
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        $@"(?:(?<wd>{Weekday})(?:\s(?:morning|noon|afternoon|evening"
            + $@"|night))?,?\s{{1,4}}\(?(?:the\s{{1,4}})?)?(?:(?<y>[0-9]{{4,5}})(?:-(?<m>[0-9][0-9])-(?<d>[0-9][0-9])"
            + @"|/(?<m>[0-9][0-9]?)/(?<d>[0-9][0-9]?)|\.(?<m>[0-9][0-9])\.(?<d>[0-9][0-9]))"
            + $@"|(?<mon>{Month})\.?\s{{1,4}}(?<d>[0-9][0-9]?){Ordinal}\b(?!:[0-9])(?:,?\s{{1,4}}(?<y>(?:19|20)[0-9]{{2}}"
            + $@"|[0-9]{{5}})\b(?!:[0-9]))?"
            + $@"|(?<d>[0-9][0-9]?)\.?{Ordinal}(?:\s{{1,4}}|-)(?:of\s{{1,4}}|de\s{{1,4}})?(?<mon>{Month})\b\.?(?:(?:,?\s{{1,4}}(?:de\s)?"
            + $@"|-)(?<y>(?:19|20)[0-9]{{2}}|[0-9]{{5}})\b(?!:[0-9]))?"
            + @"|(?<d>[0-9][0-9]?)(?<dot>\.)(?<m2>[0-9][0-9]?)\.(?<y>20[0-9][0-9])"
            + @"|(?<a>[0-9][0-9]?)/(?<b>[0-9][0-9]?)(?:/(?<y>20[0-9][0-9]|[1-4][0-9])\b)?"
            + @"|(?<a>[0-9][0-9]?)-(?<b>[0-9][0-9]?)-(?<y>20[0-9][0-9])\b)",
        Options
    )]
    private static partial Regex Dates();

    [GeneratedRegex(@"(?<![0-9])(?<y>20[0-9]{2})(?<s>[-_.]?)(?<m>[0-9]{2})\k<s>(?<d>[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex NameDates();

    /// <summary>A weekday in brackets, or behind a comma or space where it is not that of another date.</summary>
    [GeneratedRegex(
        $@"^(?:\s{{0,4}}\((?:an?\s)?(?<wd>{Weekday})\)|(?:,\s{{1,2}}(?:which\swas\s)?(?:an?\s)?|\s[-–—]?\s?|\swas\san?\s)(?<wd>{Weekday})"
            + $@"(?!\w|['’]|,?\s{{1,4}}(?:the\s)?(?:[0-9]{{1,4}}(?![0-9:])|{Month}\b)))",
        Options
    )]
    private static partial Regex Behind();

    /// <summary>A slash between a date and its time.</summary>
    [GeneratedRegex(@"^/[0-9]{2}:[0-9]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeATime();

    [GeneratedRegex(@"^,?\s{1,4}(?:at\s{1,4})?[0-9]{1,2}(?::|\s?[ap]m)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
