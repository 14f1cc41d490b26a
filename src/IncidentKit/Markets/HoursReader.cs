using System.Globalization;
using System.Text.RegularExpressions;
using IncidentKit.Inputs;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace IncidentKit.Markets;

/// <summary>Reads dates, times of day and the hours of sessions in a calendar file.</summary>
internal static partial class HoursReader
{
    private const string DayBefore = " day before";

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Hours that hold from a date, on all days of the week or on some.</summary>
    public static SessionHours Dated(YamlSource source, YamlNode node)
    {
        YamlFields fields = source.Fields(node);
        fields.Allow("from", "open", "close", "breaks", "pre", "post", "forNext", "days", "week", "unconfirmed");
        if (fields.Find("days") is not null && fields.Find("week") is not null)
            throw fields.Mistake("week", "hours of some days do not say which days have sessions");
        return Hours(source, node, fields) with
        {
            From = Day(fields, "from"),
            Days = [.. fields.Items("days", Weekday)],
            Week = [.. fields.Items("week", Weekday)],
        };
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

    /// <summary>The hours of an extra session.</summary>
    public static SessionHours Extra(YamlSource source, YamlNode node)
    {
        YamlFields fields = source.Fields(node);
        fields.Allow("open", "close", "breaks");
        return Hours(source, node, fields);
    }

    public static LocalDate Day(YamlFields fields, string key)
    {
        string text = fields.Required(key);
        return LocalDatePattern.Iso.Parse(text) is { Success: true } day
            ? day.Value
            : throw fields.Mistake(key, $"'{text}' is not a date; write it as 2026-01-29");
    }

    public static IsoDayOfWeek Weekday(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        int index = Array.IndexOf(DayNames, text);
        return index >= 0 ? (IsoDayOfWeek)(index + 1) : throw source.Mistake(node, $"'{text}' is not one of {string.Join(", ", DayNames)}");
    }

    public static (int Start, int End) Span(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        return text.Split('-') is [var first, var last] && TimeOf(first) is { } start && TimeOf(last) is { } end && end > start
            ? (start, end)
            : throw source.Mistake(node, $"'{text}' is not a time of day from and to; write it as 11:30-12:30");
    }

    public static int Time(YamlSource source, YamlNode node)
    {
        string text = source.Text(node);
        return TimeOf(text) ?? throw source.Mistake(node, $"'{text}' is not a time of day; write it as 09:30, 24:00 or 17:00 day before");
    }

    private static int? TimeOf(string text)
    {
        string clock = text.EndsWith(DayBefore, StringComparison.Ordinal) ? text[..^DayBefore.Length] : text;
        return Seconds(clock) - (clock.Length == text.Length ? 0 : NodaConstants.SecondsPerDay);
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
