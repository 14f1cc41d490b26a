using CsCheck;

namespace IncidentKit.Tests.Schedules;

/// <summary>A generated cron expression together with what it means, worked out without the engine: a test of one local minute.</summary>
internal sealed record CronCase(string Text, Func<LocalDateTime, bool> Matches)
{
    public override string ToString() => Text;
}

/// <summary>Random cron expressions.</summary>
internal static class CronGen
{
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Field NoDay = new("?", _ => true);

    /// <summary>Everything AWS reads.</summary>
    public static readonly Gen<CronCase> Any = Cases(Gen.OneOf(PlainDays(wrap: true), SpecialDays()), wrap: true);

    /// <summary>The part that Cronos and Quartz read alike: no wrapping range, no list of special days, no step in the day of the week.</summary>
    public static readonly Gen<CronCase> Common = Cases(Gen.OneOf(PlainDays(wrap: false), CommonSpecialDays()), wrap: false);

    private static Gen<CronCase> Cases(Gen<(Field Month, Field Week)> days, bool wrap) =>
        Gen.Select(
            Values(0, 59, wrap, t => t.Minute),
            Values(0, 23, wrap, t => t.Hour),
            days,
            Gen.Frequency((3, Gen.Const(new Field("*", _ => true))), (1, Values(1, 12, wrap, t => t.Month))),
            (minute, hour, day, month) =>
                new CronCase(
                    $"cron({minute.Text} {hour.Text} {day.Month.Text} {month.Text} {day.Week.Text} *)",
                    t => minute.Matches(t) && hour.Matches(t) && day.Month.Matches(t) && day.Week.Matches(t) && month.Matches(t)
                )
        );

    private static Gen<(Field, Field)> PlainDays(bool wrap) =>
        Gen.OneOf(
            Values(1, 31, wrap, t => t.Day).Select(field => (field, NoDay)),
            Ranges(1, 7, wrap, t => Sunday1(t)).Select(field => (NoDay, field))
        );

    private static Gen<(Field, Field)> CommonSpecialDays() =>
        Gen.OneOf(
            Gen.Const((new Field("L", t => t.Day == Length(t)), NoDay)),
            // Days that every month has: Quartz lets 31W fire in shorter months.
            Gen.Int[1, 28].Select(day => (new Field($"{day}W", t => t.Day == Nearest(t, day)), NoDay)),
            Gen.Int[1, 7].Select(day => (NoDay, new Field($"{day}L", t => Sunday1(t) == day && t.Day + 7 > Length(t)))),
            Gen.Select(
                Gen.Int[1, 7],
                Gen.Int[1, 5],
                (day, n) => (NoDay, new Field($"{DayNames[day - 1]}#{n}", t => Sunday1(t) == day && (t.Day - 1) / 7 + 1 == n))
            )
        );

    private static Gen<(Field, Field)> SpecialDays() =>
        Gen.OneOf(
            CommonSpecialDays(),
            Gen.Const((new Field("LW", t => t.Day == Nearest(t, Length(t))), NoDay)),
            Gen.Const((NoDay, new Field("L", t => Sunday1(t) == 7))),
            Gen.Int[1, 31]
                .Select(day => (new Field($"L,{day}W", t => t.Day == Length(t) || (day <= Length(t) && t.Day == Nearest(t, day))), NoDay)),
            Gen.Select(
                Gen.Int[1, 7],
                Gen.Int[1, 7],
                (day, last) =>
                    (
                        NoDay,
                        new Field($"{DayNames[day - 1]},{last}l", t => Sunday1(t) == day || (Sunday1(t) == last && t.Day + 7 > Length(t)))
                    )
            )
        );

    private static Gen<Field> Values(int min, int max, bool wrap, Func<LocalDateTime, int> part) =>
        Gen.OneOf(
            Ranges(min, max, wrap, part),
            Gen.Const(new Field("*", _ => true)),
            Gen.Select(
                Gen.Int[min, max],
                Gen.Int[1, max],
                (start, step) => new Field($"{start}/{step}", t => part(t) >= start && (part(t) - start) % step == 0)
            ),
            Gen.Int[1, max].Select(step => new Field($"*/{step}", t => (part(t) - min) % step == 0)),
            Gen.Select(
                Gen.Int[min, max],
                Gen.Int[min, max],
                Gen.Int[1, max],
                (a, b, step) => Stepped(Ordered(a, b, wrap), step, min, max, part)
            )
        );

    private static Gen<Field> Ranges(int min, int max, bool wrap, Func<LocalDateTime, int> part) =>
        Gen.OneOf(
            Gen.Int[min, max].Select(value => new Field($"{value}", t => part(t) == value)),
            Gen.Int[min, max].List[2, 4].Select(values => new Field(string.Join(',', values), t => values.Contains(part(t)))),
            Gen.Select(Gen.Int[min, max], Gen.Int[min, max], (a, b) => Between(Ordered(a, b, wrap), part)),
            Gen.Select(
                Gen.Int[min, max],
                Gen.Int[min, max],
                Gen.Int[min, max],
                (a, b, c) =>
                {
                    var range = Between(Ordered(a, b, wrap), part);
                    return new Field($"{range.Text},{c}", t => range.Matches(t) || part(t) == c);
                }
            )
        );

    private sealed record Field(string Text, Func<LocalDateTime, bool> Matches);

    private static (int First, int Last) Ordered(int a, int b, bool wrap) => wrap ? (a, b) : (Math.Min(a, b), Math.Max(a, b));

    private static Field Between((int First, int Last) range, Func<LocalDateTime, int> part) =>
        new(
            $"{range.First}-{range.Last}",
            t =>
                range.First <= range.Last
                    ? part(t) >= range.First && part(t) <= range.Last
                    : part(t) >= range.First || part(t) <= range.Last
        );

    private static Field Stepped((int First, int Last) range, int step, int min, int max, Func<LocalDateTime, int> part)
    {
        var inside = Between(range, part);
        int FromFirst(LocalDateTime t) => part(t) >= range.First ? part(t) - range.First : part(t) - range.First + (max - min + 1);
        return new($"{inside.Text}/{step}", t => inside.Matches(t) && FromFirst(t) % step == 0);
    }

    private static int Sunday1(LocalDateTime t) => (int)t.DayOfWeek % 7 + 1;

    private static int Length(LocalDateTime t) => t.Calendar.GetDaysInMonth(t.Year, t.Month);

    /// <summary>By search, unlike the engine: the Monday-Friday of the month that is fewest days away.</summary>
    private static int Nearest(LocalDateTime t, int day) =>
        Enumerable
            .Range(1, Length(t))
            .Where(candidate => new LocalDate(t.Year, t.Month, candidate).DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            .MinBy(candidate => Math.Abs(candidate - day));
}
