using IncidentKit.Impact;
using IncidentKit.Recorded;

namespace IncidentKit.Tests.Logs;

public sealed class SilenceTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 1, 5, 0, 0);
    private static readonly Interval History = new(Monday, Monday + Duration.FromDays(14));
    private static readonly Interval Next = new(History.End, History.End + Duration.FromDays(1));

    // A line a minute from 14:00 to 21:00 UTC on weekdays, and one every ten minutes at night.
    private static bool Speaks(Instant minute) =>
        IsWeekday(minute) && minute.InUtc() is { Hour: >= 14 and < 21 } || minute.InUtc().Minute % 10 == 0;

    private static bool IsWeekday(Instant at) => at.InUtc().DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    private static List<MinuteCount> Minutes(Interval window, params Interval[] silences)
    {
        List<MinuteCount> minutes = [];
        for (var at = window.Start; at < window.End; at += Duration.FromMinutes(1))
        {
            if (Speaks(at) && !silences.Any(s => s.Contains(at)))
                minutes.Add(new MinuteCount(at, 3));
        }

        return minutes;
    }

    private static SilenceBaseline Baseline(params Interval[] badDays) =>
        new(Minutes(History, badDays), [History], DateTimeZone.Utc, at => IsWeekday(at) ? "weekday" : "weekend");

    private static Interval Today(int fromHour, int fromMinute, int minutes) =>
        new(
            Next.Start + Duration.FromMinutes(fromHour * 60 + fromMinute),
            Next.Start + Duration.FromMinutes(fromHour * 60 + fromMinute + minutes)
        );

    [Fact]
    public void UsualDayHasNoSilenceLongerThanUsual() => Assert.Empty(Baseline().LongerThanUsual(Minutes(Next), Next));

    [Fact]
    public void SilenceInABusyHourIsFoundWhereTheSameIsUsualAtNight()
    {
        Interval busy = Today(16, 37, 9),
            night = Today(3, 1, 9);
        var found = Assert.Single(Baseline().LongerThanUsual(Minutes(Next, busy, night), Next));
        Assert.Equal(new SilentSpan(busy, Duration.Zero, Duration.FromMinutes(3), 10), found);
    }

    [Fact]
    public void SilenceFromTheBusyHoursIntoTheNightIsFoundWhole()
    {
        var found = Assert.Single(Baseline().LongerThanUsual(Minutes(Next, Today(20, 30, 90)), Next));
        Assert.Equal((Today(20, 30, 90), Duration.FromMinutes(9)), (found.Span, found.Usual));
    }

    [Fact]
    public void FewBadDaysInThePastChangeNothing()
    {
        var bad = new Interval(Monday + Duration.FromHours(16), Monday + Duration.FromHours(19));
        Assert.Equal(
            Baseline().LongerThanUsual(Minutes(Next, Today(16, 37, 9)), Next),
            Baseline(bad).LongerThanUsual(Minutes(Next, Today(16, 37, 9)), Next)
        );
    }

    [Fact]
    public void WithoutHistoryASilenceIsOnlyKnownToBeOne()
    {
        var none = new SilenceBaseline([], [new Interval(Monday, Monday + Duration.FromDays(2))], DateTimeZone.Utc, _ => "");
        var found = none.LongerThanUsual(Minutes(Next, Today(16, 37, 9)), Next).Single(s => s.Span.Start == Today(16, 37, 9).Start);
        Assert.Equal(0, found.Days);
    }
}
