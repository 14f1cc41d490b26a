using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Markets;

/// <summary>Reads a calendar file. Mistakes are told with file, line and column.</summary>
internal static partial class CalendarReader
{
    private static readonly string[] When = ["name", "on", "from", "to", "except", "only", "weekend", "unconfirmed"];
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static CalendarRules Read(YamlSource source)
    {
        YamlFields root = source.Root(
            "id",
            "name",
            "aliases",
            "version",
            "zone",
            "validFrom",
            "validThrough",
            "projectedFrom",
            "week",
            "hours",
            "holidays",
            "closures",
            "closedByYear",
            "lostSessions",
            "mergedDays",
            "extraSessions",
            "earlyCloses",
            "lateCloses",
            "lateOpens",
            "halts",
            "notes",
            "sources"
        );
        var rules = new CalendarRules(
            source,
            root.Required("id"),
            root.Required("name"),
            root.Required("version"),
            Zone(root, root.Required("zone")),
            Day(root, "validFrom"),
            Day(root, "validThrough")
        )
        {
            Aliases = [.. root.Items("aliases", (s, n) => s.Text(n))],
            ProjectedFrom = root.Find("projectedFrom") is null ? LocalDate.MaxIsoValue : Day(root, "projectedFrom"),
            Week = root.Find("week") is null ? [.. Enumerable.Range(1, 5).Select(d => (IsoDayOfWeek)d)] : [.. root.Items("week", Weekday)],
            Hours = [.. root.Items("hours", DatedHours)],
            Entries =
            [
                .. root.Items("holidays", (s, n) => Entry(s, n, DayEffect.Closed)),
                .. root.Items("closures", (s, n) => Entry(s, n, DayEffect.Closed)),
                .. ByYear(source, root),
                .. root.Items("lostSessions", (s, n) => Entry(s, n, DayEffect.Lost)),
                .. root.Items("mergedDays", (s, n) => Entry(s, n, DayEffect.Merged, "stop")),
                .. root.Items("extraSessions", (s, n) => Entry(s, n, DayEffect.Extra, "hours")),
                .. root.Items("earlyCloses", (s, n) => Entry(s, n, DayEffect.Close, "close", "post")),
                .. root.Items("lateCloses", (s, n) => Entry(s, n, DayEffect.Close, "close", "post")),
                .. root.Items("lateOpens", (s, n) => Entry(s, n, DayEffect.Open, "open")),
                .. root.Items("halts", (s, n) => Entry(s, n, DayEffect.Halt, "halt")),
                .. root.Items("notes", (s, n) => s.Fields(n).Find("on") is null ? null : Entry(s, n, DayEffect.Note)).OfType<DayEntry>(),
            ],
            Notes = [.. root.Items("notes", GeneralNote).OfType<CalendarNote>()],
            Sources = [.. root.Items("sources", (s, n) => s.Text(n))],
        };
        Check(rules, root);
        return rules;
    }

    private static void Check(CalendarRules rules, YamlFields root)
    {
        if (rules.ValidThrough < rules.ValidFrom)
            throw root.Mistake("validThrough", "'validThrough' lies before 'validFrom'");
        if (rules.ValidFrom.Year < 1900 || rules.ValidThrough.Year > 2200)
            throw root.Mistake("validThrough", "a calendar holds for years from 1900 to 2200");
        if (rules.Hours.IsEmpty)
            throw root.Mistake("hours", "'hours' is missing");
        if (rules.Hours[0].From > rules.ValidFrom)
            throw root.Mistake("hours", "the first hours begin after 'validFrom'");
        for (int i = 1; i < rules.Hours.Length; i++)
        {
            if (rules.Hours[i].From <= rules.Hours[i - 1].From)
                throw root.Mistake(
                    "hours",
                    $"hours are listed by their 'from' dates: {rules.Hours[i].From:uuuu-MM-dd} "
                        + $"does not come after {rules.Hours[i - 1].From:uuuu-MM-dd}"
                );
        }
    }

    private static DateTimeZone Zone(YamlFields root, string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
        ?? throw root.Mistake("zone", $"'{id}' is not a time zone of the tz database{NearName.Hint(id, DateTimeZoneProviders.Tzdb.Ids)}");

    private static LocalDate Day(YamlFields fields, string key)
    {
        string text = fields.Required(key);
        return LocalDatePattern.Iso.Parse(text) is { Success: true } day
            ? day.Value
            : throw fields.Mistake(key, $"'{text}' is not a date; write it as 2026-01-29");
    }

    private static SessionHours DatedHours(YamlSource source, YamlNode node)
    {
        YamlFields fields = source.Fields(node);
        fields.Allow("from", "open", "close", "breaks", "pre", "post", "forNext", "unconfirmed");
        return Hours(source, node, fields) with { From = Day(fields, "from") };
    }

    private static SessionHours Hours(YamlSource source, YamlNode node, YamlFields fields)
    {
        fields.Required("open");
        fields.Required("close");
        var hours = new SessionHours(fields.Value("open", Time)!.Value, fields.Value("close", Time)!.Value, node)
        {
            Breaks = [.. fields.Items("breaks", Span)],
            Pre = fields.Value("pre", Time),
            Post = fields.Value("post", Time),
            ForNext = fields.Value("forNext", Span),
            Unconfirmed = fields.Value("unconfirmed", (s, n) => s.Truth(n)) ?? false,
        };
        int at = hours.Open;
        foreach ((int start, int end) in hours.Breaks)
        {
            if (start <= at || end >= hours.Close)
                throw source.Mistake(fields.Find("breaks")!, "breaks lie inside the session, one after the other");
            at = end;
        }

        if (hours.Close <= hours.Open)
            throw source.Mistake(
                node,
                "the session closes before it opens; write 'open: 17:00 day before' if it opens on the evening before"
            );
        if (hours.Pre >= hours.Open)
            throw fields.Mistake("pre", "trading before the open begins before the open");
        if (hours.Post <= hours.Close)
            throw fields.Mistake("post", "trading after the close ends after the close");
        if (hours.ForNext is { } forNext && forNext.Start < hours.Close)
            throw fields.Mistake("forNext", "what belongs to the next session comes after the close");
        return hours;
    }

    private static DayEntry Entry(YamlSource source, YamlNode node, DayEffect effect, params string[] keys)
    {
        YamlFields fields = source.Fields(node);
        fields.Allow([.. When, .. keys]);
        ImmutableArray<DateRule> on = [.. fields.Items("on", Rule, orOne: true)];
        if (on.IsEmpty)
            throw source.Mistake(node, "'on' is missing");
        if (effect is DayEffect.Close or DayEffect.Open or DayEffect.Merged or DayEffect.Halt)
            fields.Required(keys[0]);
        YamlNode? hours = effect == DayEffect.Extra ? fields.Find("hours") : null;
        return new DayEntry(effect, fields.Required("name"), node)
        {
            On = on,
            FromYear = fields.Value("from", (s, n) => s.Whole(n, 1)) ?? int.MinValue,
            ToYear = fields.Value("to", (s, n) => s.Whole(n, 1)) ?? int.MaxValue,
            Except = [.. fields.Items("except", (s, n) => s.Whole(n, 1))],
            Only = [.. fields.Items("only", Weekday)],
            Weekend = fields.Value("weekend", (s, n) => s.OneOf<WeekendRule>(n)) ?? WeekendRule.None,
            Unconfirmed = fields.Value("unconfirmed", (s, n) => s.Truth(n)) ?? false,
            Time = effect is DayEffect.Close or DayEffect.Open or DayEffect.Merged ? fields.Value(keys[0], Time) : null,
            Post = effect == DayEffect.Close ? fields.Value("post", Time) : null,
            Halt = effect == DayEffect.Halt ? fields.Value("halt", Span)!.Value : default,
            Hours = hours is null ? null : ExtraHours(source, hours),
        };
    }

    private static SessionHours ExtraHours(YamlSource source, YamlNode node)
    {
        YamlFields fields = source.Fields(node);
        fields.Allow("open", "close", "breaks");
        return Hours(source, node, fields);
    }

    private static DateRule Rule(YamlSource source, YamlNode node)
    {
        try
        {
            return DateRule.Parse(source.Text(node));
        }
        catch (FormatException e)
        {
            throw source.Mistake(node, e.Message);
        }
    }

    /// <summary>Closed weekdays listed as month and day, one line a year.</summary>
    private static IEnumerable<DayEntry> ByYear(YamlSource source, YamlFields root)
    {
        if (root.Find("closedByYear") is not { } node)
            yield break;
        foreach ((YamlNode year, YamlNode days) in source.Mapping(node).Children)
        {
            int number = source.Whole(year, 1);
            yield return new DayEntry(DayEffect.Closed, "Holiday", days)
            {
                On =
                [
                    .. source
                        .Text(days)
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(d => Rule(source, days, $"{number:0000}-{d}")),
                ],
            };
        }

        int missing = Enumerable
            .Range(Day(root, "validFrom").Year, Math.Max(0, Day(root, "validThrough").Year - Day(root, "validFrom").Year + 1))
            .FirstOrDefault(y => !source.Mapping(node).Children.ContainsKey(new YamlScalarNode(y.ToString(CultureInfo.InvariantCulture))));
        if (missing != 0)
            throw source.Mistake(node, $"'closedByYear' has no line for {missing}, which lies between 'validFrom' and 'validThrough'");
    }

    private static DateRule Rule(YamlSource source, YamlNode node, string date)
    {
        try
        {
            return DateRule.Parse(date) is { IsListed: true } rule ? rule : throw new FormatException($"'{date}' is not a date");
        }
        catch (FormatException e)
        {
            throw source.Mistake(node, e.Message);
        }
    }

    private static CalendarNote? GeneralNote(YamlSource source, YamlNode node)
    {
        YamlFields fields = source.Fields(node);
        if (fields.Find("on") is not null)
            return null;
        fields.Allow("name", "unconfirmed");
        return new CalendarNote(fields.Required("name"), fields.Value("unconfirmed", (s, n) => s.Truth(n)) ?? false);
    }

    private static IsoDayOfWeek Weekday(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        int index = Array.IndexOf(DayNames, text);
        return index >= 0 ? (IsoDayOfWeek)(index + 1) : throw source.Mistake(node, $"'{text}' is not one of {string.Join(", ", DayNames)}");
    }

    private static (int Start, int End) Span(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        return text.Split('-') is [var first, var last] && Seconds(first) is { } start && Seconds(last) is { } end && end > start
            ? (start, end)
            : throw source.Mistake(node, $"'{text}' is not a time of day from and to; write it as 11:30-12:30");
    }

    private static int Time(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        string clock = text.EndsWith(" day before", StringComparison.Ordinal) ? text[..^" day before".Length] : text;
        return Seconds(clock) is { } seconds
            ? seconds - (clock.Length == text.Length ? 0 : NodaConstants.SecondsPerDay)
            : throw source.Mistake(node, $"'{text}' is not a time of day; write it as 09:30, 24:00 or 17:00 day before");
    }

    /// <summary>Seconds from midnight; 24:00 is the end of the day.</summary>
    private static int? Seconds(string text)
    {
        if (Clock().Match(text) is not { Success: true } match)
            return null;
        int hour = Part("hour"),
            minute = Part("minute"),
            second = match.Groups["second"].Success ? Part("second") : 0;
        int seconds = (hour * NodaConstants.SecondsPerHour) + (minute * NodaConstants.SecondsPerMinute) + second;
        return minute < 60 && second < 60 && seconds <= NodaConstants.SecondsPerDay ? seconds : null;
        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(?<hour>[0-9][0-9]):(?<minute>[0-9][0-9])(:(?<second>[0-9][0-9]))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();
}
