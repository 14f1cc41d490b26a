using System.Globalization;

namespace IncidentKit.Schedules.Cron;

/// <summary>Reads <c>cron(…)</c> as EventBridge Scheduler documents it; what only other readers accept gets a notice.</summary>
internal sealed class CronParser
{
    private readonly string _text;
    private readonly List<string> _notices = [];

    private CronParser(string text) => _text = text;

    public static CronExpression Parse(string text) => new CronParser(text).Read();

    private CronExpression Read()
    {
        var fields = ExpressionPart.Inside(_text).Fields();
        if (fields.Count is not (5 or 6))
            throw new ScheduleExpressionException(
                _text,
                "expression",
                0,
                $"has {fields.Count} fields, not minutes hours day-of-month month day-of-week year"
            );
        if (fields.Count == 5)
        {
            _notices.Add($"{_text}: five fields; AWS's documents disagree on whether the year may be left out, any year is assumed");
            fields = [.. fields, new("*", _text.Length - 1)];
        }

        // Checked from left to right, so that the first mistake is the one reported.
        var minutes = Bits(CronField.Minute, fields[0]);
        var hours = Bits(CronField.Hour, fields[1]);
        var days = Days(fields[2], fields[4], out var months, fields[3]);
        return new(_text, _notices, minutes, hours, days, months, Years(fields[5]));
    }

    private CronDays Days(ExpressionPart dayOfMonth, ExpressionPart dayOfWeek, out ulong months, ExpressionPart month)
    {
        var days = dayOfMonth.Text == "?" ? null : DaysOfMonth(dayOfMonth);
        months = Bits(CronField.Month, month);
        if (days is null && dayOfWeek.Text == "?")
            throw Wrong(CronField.DayOfWeek, dayOfWeek, "and day-of-month are both ?: one of them must say a day");
        if (days is not null && dayOfWeek.Text != "?")
            throw Wrong(CronField.DayOfWeek, dayOfWeek, $"and day-of-month '{dayOfMonth.Text}' are both given: one of them must be ?");
        return days ?? DaysOfWeek(dayOfWeek);
    }

    private CronDays DaysOfMonth(ExpressionPart field)
    {
        var days = new CronDays();
        foreach (var item in field.Split(','))
            days = item.Text.ToUpperInvariant() switch
            {
                "L" => days with { LastDay = true },
                "LW" => LastWeekday(item, days),
                ['L', ..] => throw Wrong(CronField.DayOfMonth, item, "is not a form AWS documents; L and LW stand alone"),
                [_, .., 'W'] => days with
                {
                    NearestWeekdays = days.NearestWeekdays | 1u << (Value(CronField.DayOfMonth, item.WithoutLast()) - 1),
                },
                _ => days with { Days = days.Days | (uint)(Bits(CronField.DayOfMonth, item) >> 1) },
            };
        return days;
    }

    private CronDays LastWeekday(ExpressionPart item, CronDays days)
    {
        _notices.Add($"{_text}: day-of-month '{item.Text}' is read as the last Monday-Friday of the month; AWS's guide does not list it");
        return days with { LastWeekday = true };
    }

    private CronDays DaysOfWeek(ExpressionPart field)
    {
        var days = new CronDays();
        var items = field.Split(',');
        foreach (var item in items)
        {
            if (item.Cut('#') is (var day, { } ordinal))
                days =
                    items.Count == 1
                        ? days with
                        {
                            NthOf = DayOfWeek(day),
                            Ordinal = Ordinal(ordinal),
                        }
                        : throw Wrong(CronField.DayOfWeek, item, "must stand alone: a field with # holds one expression");
            else
                days = item.Text.ToUpperInvariant() switch
                {
                    "L" => days with { DaysOfWeek = days.DaysOfWeek | 1u << 6 },
                    [_, .., 'L'] => days with { LastOf = days.LastOf | DayOfWeek(item.WithoutLast()) },
                    _ => days with { DaysOfWeek = days.DaysOfWeek | (uint)(Bits(CronField.DayOfWeek, item) >> 1) },
                };
            if (item.Text.Contains('/', StringComparison.Ordinal))
                _notices.Add($"{_text}: day-of-week '{item.Text}' has a step; AWS's guide lists / for the other fields only");
        }

        return days;
    }

    private uint DayOfWeek(ExpressionPart part) => 1u << (Value(CronField.DayOfWeek, part) - 1);

    private int Ordinal(ExpressionPart part) =>
        Number(part) is >= 1 and <= 5 and var ordinal ? ordinal : throw Wrong(CronField.DayOfWeek, part, "after # is outside 1-5");

    private bool[] Years(ExpressionPart field)
    {
        var years = new bool[CronField.Year.Max - CronField.Year.Min + 1];
        foreach (var year in Values(CronField.Year, field))
            years[year - CronField.Year.Min] = true;
        return years;
    }

    private ulong Bits(CronField field, ExpressionPart part) => Values(field, part).Aggregate(0UL, (bits, value) => bits | 1UL << value);

    private IEnumerable<int> Values(CronField field, ExpressionPart list) => list.Split(',').SelectMany(item => Range(field, item));

    /// <summary><c>*</c>, <c>a</c> or <c>a-b</c>, each with <c>/step</c> or without; <c>a/step</c> goes on to the field's end.</summary>
    private IEnumerable<int> Range(CronField field, ExpressionPart item)
    {
        var (range, by) = item.Cut('/');
        var step = 1;
        if (by is { } given)
            step = Number(given) is > 0 and var count ? count : throw Wrong(field, given, "is not a step of 1 or more");
        var (first, last) = (field.Min, field.Max);
        if (range.Text != "*")
        {
            var (low, high) = range.Cut('-');
            first = Value(field, low);
            last =
                high is { } end ? Value(field, end)
                : by is null ? first
                : field.Max;
        }

        if (last < first && !field.Wraps)
            throw Wrong(field, range, "runs backwards");
        var span = field.Max - field.Min + 1;
        for (var value = first; value <= (last < first ? last + span : last); value += step)
            yield return value > field.Max ? value - span : value;
    }

    private int Value(CronField field, ExpressionPart part)
    {
        var named = Array.FindIndex(field.ValueNames, name => name.Equals(part.Text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            return field.Min + named;
        if (part.Text.Length == 0)
            throw Wrong(field, part, "has nothing where a value is needed");
        if (part.Text == "?")
            throw Wrong(field, part, "is legal only alone, in day-of-month or day-of-week");
        var number = Number(part) ?? throw Wrong(field, part, $"is not one of {field.Limits}");
        return number >= field.Min && number <= field.Max ? number : throw Wrong(field, part, $"is outside {field.Limits}");
    }

    /// <summary>A number of at most four digits; null if it is none.</summary>
    private static int? Number(ExpressionPart part) =>
        part.Text.Length <= 4 && int.TryParse(part.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private ScheduleExpressionException Wrong(CronField field, ExpressionPart part, string problem) =>
        new(_text, field.Name, part.Start, $"'{part.Text}' {problem}");
}
