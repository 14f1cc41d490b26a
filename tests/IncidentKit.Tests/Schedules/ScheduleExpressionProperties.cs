using CsCheck;
using IncidentKit.Evidence;
using IncidentKit.Schedules;
using IncidentKit.Testing;
using NodaTime.Extensions;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Schedules;

public class ScheduleExpressionProperties
{
    private static readonly DateTimeZone[] Zones =
    [
        DateTimeZone.Utc,
        Zone("America/New_York"),
        Zone("Europe/London"),
        Zone("Australia/Lord_Howe"),
        Zone("America/Santiago"),
        Zone("Asia/Tokyo"),
    ];

    private static readonly string[] Units = ["minutes", "hours", "days"];

    private static readonly Gen<DateTimeZone> AnyZone = Gen.Int[0, Zones.Length - 1].Select(index => Zones[index]);

    // To the half second, since bounds need not be whole minutes.
    private static readonly Gen<Instant> AnyInstant = Gen.Long[
            At("2019-01-01T00:00Z").ToUnixTimeSeconds() * 2,
            At("2029-01-01T00:00Z").ToUnixTimeSeconds() * 2
        ]
        .Select(halves => Instant.FromUnixTimeMilliseconds(halves * 500));

    // Bounds near New York's, London's, Lord Howe's and Santiago's changes more often than chance would have it.
    private static readonly Gen<Instant> NearChange = Gen.Select(
        AnyZone,
        AnyInstant,
        Gen.Long[-172_800, 172_800],
        (zone, instant, seconds) =>
            (zone.GetZoneInterval(instant) is { HasEnd: true } interval ? interval.End : instant) + Duration.FromSeconds(seconds)
    );

    private static readonly Gen<ScheduleExpression> AnyExpression = Gen.Frequency(
        (6, CronGen.Any.Select(cron => ScheduleExpression.Parse(cron.Text))),
        (1, Gen.Select(Gen.Int[1, 500], Gen.Int[0, 2], (n, unit) => ScheduleExpression.Parse($"rate({n} {Units[unit]})"))),
        (
            1,
            NearChange.Select(instant =>
                ScheduleExpression.Parse(FormattableString.Invariant($"at({instant.InZone(Zones[1]).LocalDateTime:uuuu-MM-dd'T'HH:mm:ss})"))
            )
        )
    );

    [Fact]
    public void FiresExactlyAtTheMinutesThatMatchOnTheLocalClock() =>
        Gen.Select(CronGen.Any, AnyZone, NearChange, Gen.Int[1, 5])
            .Sample(
                (cron, zone, from, days) =>
                {
                    var to = from + Duration.FromDays(days);
                    Assert.Equal(Scan(cron, from, to, zone), ScheduleExpression.Parse(cron.Text).Between(from, to, zone));
                },
                iter: Effort.Of(400)
            );

    [Fact]
    public void PicksExactlyTheDaysThatMatch() =>
        Gen.Select(CronGen.Any, AnyInstant)
            .Sample(
                (cron, from) =>
                {
                    var to = from + Duration.FromDays(800);
                    var first = from.InUtc().Date;
                    var dates = Enumerable
                        .Range(0, 801)
                        .Select(first.PlusDays)
                        .Where(date =>
                            Enumerable
                                .Range(0, 1440)
                                .Any(minute =>
                                    MinuteOf(date, minute) is var at && at >= from && at < to && cron.Matches(at.InUtc().LocalDateTime)
                                )
                        );
                    Assert.Equal(
                        dates,
                        ScheduleExpression
                            .Parse(cron.Text)
                            .Between(from, to, DateTimeZone.Utc)
                            .Select(fire => fire.At.InUtc().Date)
                            .Distinct()
                    );
                },
                iter: Effort.Of(15)
            );

    [Fact]
    public void WindowsAddUp() =>
        Gen.Select(AnyExpression, AnyZone, NearChange.Array[3], AnyInstant)
            .Sample(
                (expression, zone, bounds, anchor) =>
                {
                    Array.Sort(bounds);
                    var (a, b, c) = (bounds[0], bounds[1], Instant.Min(bounds[2], bounds[1] + Duration.FromDays(100)));
                    if (b - a > Duration.FromDays(100))
                        a = b - Duration.FromDays(100);
                    Assert.Equal(
                        expression.Between(a, c, zone, anchor),
                        expression.Between(a, b, zone, anchor).Concat(expression.Between(b, c, zone, anchor))
                    );
                },
                iter: Effort.Of(500)
            );

    [Fact]
    public void WindowsAddUpAtAFireTime() =>
        Gen.Select(AnyExpression, AnyZone, NearChange, AnyInstant)
            .Sample(
                (expression, zone, from, anchor) =>
                {
                    var to = from + Duration.FromDays(60);
                    foreach (var fire in expression.Between(from, to, zone, anchor).Take(50))
                    {
                        Assert.Equal(fire, expression.Between(fire.At, to, zone, anchor).First());
                        Assert.DoesNotContain(fire, expression.Between(from, fire.At, zone, anchor));
                    }
                },
                iter: Effort.Of(300)
            );

    [Fact]
    public void FireTimesIncreaseInsideTheWindow() =>
        Gen.Select(AnyExpression, AnyZone, NearChange, AnyInstant)
            .Sample(
                (expression, zone, from, anchor) =>
                {
                    var to = from + Duration.FromDays(60);
                    var previous = from - Duration.Epsilon;
                    foreach (var fire in expression.Between(from, to, zone, anchor))
                    {
                        Assert.True(fire.At > previous && fire.At < to, $"{fire.At} after {previous}");
                        previous = fire.At;
                    }
                },
                iter: Effort.Of(500)
            );

    [Fact]
    public void AgreesWithCronos() =>
        Gen.Select(CronGen.Common, AnyInstant, AnyZone)
            .Sample(
                (cron, from, zone) =>
                {
                    var to = from + Duration.FromDays(90);
                    var peer = Cronos.CronExpression.Parse(ForCronos(cron.Text));
                    Assert.Equal(
                        OnOrdinaryDays(
                            peer.GetOccurrences(from.ToDateTimeOffset(), to.ToDateTimeOffset(), Bcl(zone)).Select(at => at.ToInstant()),
                            zone
                        ),
                        OnOrdinaryDays(ScheduleExpression.Parse(cron.Text).Between(from, to, zone).Select(fire => fire.At), zone)
                    );
                },
                iter: Effort.Of(300)
            );

    [Fact]
    public void AgreesWithQuartz() =>
        Gen.Select(CronGen.Common, AnyInstant, AnyZone)
            .Sample(
                (cron, from, zone) =>
                {
                    var to = from + Duration.FromDays(30);
                    var peer = new Quartz.CronExpression($"0 {cron.Text[5..^1]}", Bcl(zone));
                    Assert.Equal(
                        OnOrdinaryDays(After(peer, from, to), zone),
                        OnOrdinaryDays(ScheduleExpression.Parse(cron.Text).Between(from, to, zone).Select(fire => fire.At), zone)
                    );
                },
                iter: Effort.Of(300)
            );

    private static Instant MinuteOf(LocalDate date, int minute) => date.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(minute);

    private static IEnumerable<FireTime> Scan(CronCase cron, Instant from, Instant to, DateTimeZone zone)
    {
        var minute = Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds() / 60 * 60);
        for (; minute < to; minute += Duration.FromMinutes(1))
        {
            var local = minute.InZone(zone);
            if (minute >= from && cron.Matches(local.LocalDateTime))
                yield return new(minute, minute != zone.MapLocal(local.LocalDateTime).First().ToInstant());
        }
    }

    private static IEnumerable<Instant> After(Quartz.CronExpression cron, Instant from, Instant to)
    {
        var at = from - Duration.FromTicks(1);
        while (cron.GetNextValidTimeAfter(at.ToDateTimeOffset()) is { } next && next.ToInstant() < to)
            yield return at = next.ToInstant();
    }

    /// <summary>Without the days on which the zone's offset changes and their neighbours, where the three differ by design.</summary>
    private static IEnumerable<Instant> OnOrdinaryDays(IEnumerable<Instant> times, DateTimeZone zone) =>
        times.Where(at => zone.GetUtcOffset(at - Duration.FromDays(1)) == zone.GetUtcOffset(at + Duration.FromDays(1)));

    private static TimeZoneInfo Bcl(DateTimeZone zone) => TimeZoneInfo.FindSystemTimeZoneById(zone.Id);

    /// <summary>Five fields, and Sunday as 0 in the day of the week.</summary>
    private static string ForCronos(string cron)
    {
        var fields = cron[5..^1].Split(' ');
        fields[4] =
            string.Concat(fields[4].Split('#')[0].Select(c => char.IsAsciiDigit(c) ? (char)(c - 1) : c))
            + fields[4][fields[4].Split('#')[0].Length..];
        return string.Join(' ', fields[..5]);
    }
}
