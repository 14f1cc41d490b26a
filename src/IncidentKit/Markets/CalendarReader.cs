using System.Collections.Immutable;
using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Markets;

/// <summary>Reads a calendar file. Mistakes are told with file, line and column.</summary>
internal static class CalendarReader
{
    private static readonly string[] When = ["name", "on", "from", "to", "except", "only", "weekend", "unconfirmed"];

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
            "confirmedFrom",
            "week",
            "hours",
            "holidays",
            "closures",
            "closedByYear",
            "lostSessions",
            "unknownHours",
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
            HoursReader.Day(root, "validFrom"),
            HoursReader.Day(root, "validThrough")
        )
        {
            Aliases = [.. root.Items("aliases", (s, n) => s.Text(n))],
            ProjectedFrom = root.Find("projectedFrom") is null ? LocalDate.MaxIsoValue : HoursReader.Day(root, "projectedFrom"),
            ConfirmedFrom = root.Find("confirmedFrom") is null ? LocalDate.MinIsoValue : HoursReader.Day(root, "confirmedFrom"),
            Week = root.Find("week") is null
                ? [.. Enumerable.Range(1, 5).Select(d => (IsoDayOfWeek)d)]
                : [.. root.Items("week", HoursReader.Weekday)],
            Hours = [.. root.Items("hours", HoursReader.Dated)],
            Entries =
            [
                .. root.Items("holidays", (s, n) => Entry(s, n, DayEffect.Closed)),
                .. root.Items("closures", (s, n) => Entry(s, n, DayEffect.Closed)),
                .. ByYear(source, root),
                .. root.Items("lostSessions", (s, n) => Entry(s, n, DayEffect.Lost)),
                .. root.Items("unknownHours", (s, n) => Entry(s, n, DayEffect.Unknown)),
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
        if (!rules.Hours[0].Days.IsEmpty)
            throw root.Mistake("hours", "the first hours hold for all days of the week; those with 'days' come after them");
        for (int i = 1; i < rules.Hours.Length; i++)
        {
            if (
                rules.Hours[i].From < rules.Hours[i - 1].From
                || (rules.Hours[i].From == rules.Hours[i - 1].From && rules.Hours[i].Days.IsEmpty)
            )
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
            Only = [.. fields.Items("only", HoursReader.Weekday)],
            Weekend = fields.Value("weekend", (s, n) => s.OneOf<WeekendRule>(n)) ?? WeekendRule.None,
            Unconfirmed = fields.Value("unconfirmed", (s, n) => s.Truth(n)) ?? false,
            Time = effect is DayEffect.Close or DayEffect.Open or DayEffect.Merged ? fields.Value(keys[0], HoursReader.Time) : null,
            Post = effect == DayEffect.Close ? fields.Value("post", HoursReader.Time) : null,
            Halt = effect == DayEffect.Halt ? fields.Value("halt", HoursReader.Span)!.Value : default,
            Hours = hours is null ? null : HoursReader.Extra(source, hours),
        };
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
            .Range(
                HoursReader.Day(root, "validFrom").Year,
                Math.Max(0, HoursReader.Day(root, "validThrough").Year - HoursReader.Day(root, "validFrom").Year + 1)
            )
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
}
