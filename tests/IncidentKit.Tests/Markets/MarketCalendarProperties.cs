using CsCheck;
using IncidentKit.Markets;
using IncidentKit.Testing;
using static IncidentKit.Tests.Markets.Calendars;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Markets;

/// <summary>
/// What holds of every market, window and instant. Windows begin and end at half
/// minutes, near odd days more often than chance would have it.
/// </summary>
public sealed class MarketCalendarProperties
{
    private static readonly MarketCalendar[] All = [.. MarketCalendars.Embedded.Ids.Select(MarketCalendars.Embedded.Get)];

    private static readonly Gen<MarketCalendar> AnyCalendar = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    private static readonly string[] Odd =
    [
        "1999-12-31T20:00Z",
        "2001-06-08T14:00Z",
        "2001-09-17T12:00Z",
        "2009-01-05T01:00Z",
        "2012-11-18T22:00Z",
        "2015-09-18T20:00Z",
        "2020-08-19T04:00Z",
        "2024-03-02T05:00Z",
        "2024-07-03T16:00Z",
        "2001-11-14T10:00Z",
        "2024-10-28T09:00Z",
        "2025-11-28T03:00Z",
        "2026-01-09T10:00Z",
        "2026-03-09T13:00Z",
        "2026-11-08T10:00Z",
        "2026-01-18T22:00Z",
        "2026-02-01T04:00Z",
        "2026-03-29T00:00Z",
        "2026-12-31T20:00Z",
        "2030-12-31T20:00Z",
    ];

    private static readonly Gen<Instant> AnyInstant = Gen.Frequency(
        (
            2,
            Gen.Long[At("1999-06-01T00:00Z").ToUnixTimeSeconds() / 30, At("2031-06-01T00:00Z").ToUnixTimeSeconds() / 30]
                .Select(halves => Instant.FromUnixTimeSeconds(halves * 30))
        ),
        (3, Gen.Select(Gen.Int[0, Odd.Length - 1], Gen.Long[-4000, 4000], (i, halves) => At(Odd[i]) + Duration.FromSeconds(halves * 30)))
    );

    private static readonly Gen<Interval> AnyWindow = Gen.Select(
        AnyInstant,
        Gen.Long[0, 8000],
        (start, halves) => new Interval(start, start + Duration.FromSeconds(halves * 30))
    );

    [Fact]
    public void MinutesAreThoseOfAScanMinuteByMinute() =>
        Gen.Select(AnyCalendar, AnyWindow)
            .Sample(
                (calendar, window) =>
                {
                    var scanned = default(PhaseMinutes);
                    for (Instant m = NextMinute(window.Start); m < window.End; m += Duration.FromMinutes(1))
                        scanned += One(Scan(calendar, m));
                    Assert.Equal(scanned, calendar.MinutesBetween(window.Start, window.End));
                },
                iter: Effort.Of(300)
            );

    /// <summary>Two windows of each market, inside what it knows: the sample above may miss a market.</summary>
    [Fact]
    public void EveryMarketCountsAsAScanDoes() =>
        Assert.All(
            All,
            calendar =>
            {
                var random = new Random(20261128);
                foreach (int hours in new[] { 30, 100 })
                {
                    long span = (long)(calendar.Known.Duration.TotalMinutes - (hours * 60));
                    Instant start = calendar.Known.Start + Duration.FromMinutes(random.NextInt64(span));
                    var scanned = default(PhaseMinutes);
                    for (Instant m = start; m < start + Duration.FromHours(hours); m += Duration.FromMinutes(1))
                        scanned += One(Scan(calendar, m));
                    Assert.Equal(scanned, calendar.MinutesBetween(start, start + Duration.FromHours(hours)));
                }
            }
        );

    [Fact]
    public void ThePhaseIsThatOfTheSessionsOneByOne() =>
        Gen.Select(AnyCalendar, AnyInstant)
            .Sample(
                (calendar, at) =>
                {
                    Assert.Equal(Scan(calendar, at), calendar.PhaseAt(at));
                    Assert.Equal(Holding(calendar, at), calendar.SessionAt(at));
                },
                iter: Effort.Of(3000)
            );

    [Fact]
    public void MinutesFillTheWindowAndAddUpOverAdjacentWindows() =>
        Gen.Select(AnyCalendar, AnyInstant, AnyInstant, AnyInstant)
            .Sample(
                (calendar, x, y, z) =>
                {
                    Instant[] at = [x, y, z];
                    Array.Sort(at);
                    PhaseMinutes whole = calendar.MinutesBetween(at[0], at[2]);
                    Assert.Equal(whole, calendar.MinutesBetween(at[0], at[1]) + calendar.MinutesBetween(at[1], at[2]));
                    Assert.Equal((NextMinute(at[2]) - NextMinute(at[0])).TotalMinutes, whole.Total);
                    foreach (MarketPhase phase in Enum.GetValues<MarketPhase>())
                        Assert.InRange(whole.Of(phase), 0, whole.Total);
                    Assert.Equal(default, calendar.MinutesBetween(at[2], at[0]));
                },
                iter: Effort.Of(3000)
            );

    [Fact]
    public void AnOverlapAgreesWithItsParts() =>
        Gen.Select(AnyCalendar, AnyWindow)
            .Sample(
                (calendar, window) =>
                {
                    MarketOverlap overlap = calendar.Overlap(window);
                    var sessions = Sessions(calendar);
                    Assert.Equal(calendar.MinutesBetween(window.Start, window.End), overlap.Minutes);
                    Assert.Equal(
                        sessions.Where(s => window.Start < window.End && s.Start < window.End && s.End > window.Start),
                        overlap.Touched.Select(t => t.Session)
                    );
                    Assert.Equal(
                        overlap.Minutes with
                        {
                            Closed = 0,
                            Unknown = 0,
                        },
                        overlap.Touched.Aggregate(default(PhaseMinutes), (sum, t) => sum + t.Minutes)
                    );
                    Assert.Equal(
                        overlap.Touched.Sum(t => t.Total),
                        overlap.Minutes.Total - overlap.Minutes.Closed - overlap.Minutes.Unknown
                    );
                    Assert.Equal(sessions.Select(s => s.Open).Where(window.Contains), overlap.Opens);
                    Assert.Equal(sessions.Select(s => s.Close).Where(window.Contains), overlap.Closes);
                    Assert.Equal(calendar.SessionsTouched(window), overlap.Sessions);
                    Assert.Equal(
                        sessions.Count(s => window.Start < window.End && s.Open < window.End && s.Close > window.Start),
                        overlap.Sessions
                    );
                    Assert.Equal(overlap.IsKnown, calendar.Knows(window));
                    if (overlap.IsKnown)
                        Assert.Equal(0, overlap.Minutes.Unknown);
                },
                iter: Effort.Of(500)
            );

    [Fact]
    public void TheNextAndPreviousOpenAndCloseLeaveNoneBetween() =>
        Gen.Select(AnyCalendar, AnyInstant)
            .Sample(
                (calendar, at) =>
                {
                    bool known = calendar.PhaseAt(at) != MarketPhase.Unknown || IsBlind(calendar, at, at + Duration.Epsilon),
                        after = at >= calendar.Known.Start,
                        before = at < calendar.Known.End;
                    Assert.True(known == (after && before));
                    var sessions = Sessions(calendar);
                    Assert.Equal(
                        after ? Seen(sessions.Select(s => s.Open).Where(o => o > at).Cast<Instant?>().FirstOrDefault()) : null,
                        calendar.NextOpen(at)
                    );
                    Assert.Equal(
                        after ? Seen(sessions.Select(s => s.Close).Where(o => o > at).Cast<Instant?>().FirstOrDefault()) : null,
                        calendar.NextClose(at)
                    );
                    Assert.Equal(
                        before ? Seen(sessions.Select(s => s.Open).Where(o => o <= at).Cast<Instant?>().LastOrDefault()) : null,
                        calendar.PreviousOpen(at)
                    );
                    Assert.Equal(
                        before ? Seen(sessions.Select(s => s.Close).Where(o => o <= at).Cast<Instant?>().LastOrDefault()) : null,
                        calendar.PreviousClose(at)
                    );

                    Instant? Seen(Instant? found) =>
                        found is { } f && IsBlind(calendar, Instant.Min(at, f), Instant.Max(at + Duration.Epsilon, f)) ? null : found;
                },
                iter: Effort.Of(500)
            );

    [Fact]
    public void TheNextTradableInstantIsRegularAndNoneLiesBefore() =>
        Gen.Select(AnyCalendar, AnyInstant)
            .Sample(
                (calendar, at) =>
                {
                    if (calendar.NextTradable(at) is not { } next)
                    {
                        if (at >= calendar.Known.Start && !IsBlind(calendar, at, calendar.Known.End))
                            Assert.Equal(0, calendar.MinutesBetween(at, calendar.Known.End).Regular);
                        return;
                    }

                    Assert.Equal(MarketPhase.Regular, calendar.PhaseAt(next));
                    Assert.Equal(0, calendar.MinutesBetween(at, next).Regular);
                },
                iter: Effort.Of(2000)
            );

    [Fact]
    public void BarsAreThoseThatShareAnInstantWithTheWindow() =>
        Gen.Select(AnyCalendar, AnyWindow, Gen.Int[1, 60])
            .Sample(
                (calendar, window, minutes) =>
                {
                    Duration length = Duration.FromMinutes(minutes);
                    long bars = 0;
                    foreach (TradingSession session in Sessions(calendar).Where(s => s.Open < window.End && s.Close > window.Start))
                    {
                        Instant[] edges = [session.Open, .. session.Breaks.SelectMany(b => new[] { b.Start, b.End }), session.Close];
                        foreach (Instant[] part in edges.Chunk(2))
                        {
                            for (Instant bar = part[0]; bar < part[1]; bar += length)
                                bars +=
                                    window.Start < window.End && bar < window.End && Instant.Min(bar + length, part[1]) > window.Start
                                        ? 1
                                        : 0;
                        }
                    }

                    Assert.Equal(bars, calendar.BarsTouched(window, length));
                },
                iter: Effort.Of(500)
            );

    [Fact]
    public void LookUpsAllocateNothing()
    {
        MarketCalendar calendar = Calendar("XNYS");
        Instant at = At("2026-01-29T17:00Z"),
            end = at + Duration.FromDays(30);
        _ = calendar.PhaseAt(at);
        _ = calendar.MinutesBetween(at, end);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = calendar.PhaseAt(at);
            _ = calendar.MinutesBetween(at, end);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IReadOnlyList<TradingSession> Sessions(MarketCalendar calendar) =>
        calendar.Sessions(calendar.ValidFrom, calendar.ValidThrough);

    private static TradingSession? Holding(MarketCalendar calendar, Instant at) =>
        Sessions(calendar).FirstOrDefault(s => s.Start <= at && at < s.End);

    private static MarketPhase Scan(MarketCalendar calendar, Instant at)
    {
        if (at < calendar.Known.Start || at >= calendar.Known.End)
            return MarketPhase.Unknown;
        if (IsBlind(calendar, at, at + Duration.Epsilon))
            return MarketPhase.Unknown;
        LocalDate day = at.InZone(calendar.TimeZone).Date;
        return calendar.Sessions(day.PlusDays(-1), day.PlusDays(6)).FirstOrDefault(s => s.Start <= at && at < s.End) switch
        {
            null => MarketPhase.Closed,
            { } s when at < s.Open => MarketPhase.Pre,
            { } s when at >= s.Close => MarketPhase.Post,
            { } s => s.Breaks.Concat(s.Halts).Any(b => b.Start <= at && at < b.End) ? MarketPhase.Break : MarketPhase.Regular,
        };
    }

    /// <summary>Whether a window touches a day whose hours nobody knows.</summary>
    private static bool IsBlind(MarketCalendar calendar, Instant from, Instant to) =>
        calendar
            .ClosedDays(from.InZone(calendar.TimeZone).Date.PlusDays(-1), to.InZone(calendar.TimeZone).Date.PlusDays(1))
            .Any(d =>
                d.HoursUnknown
                && d.Date.AtStartOfDayInZone(calendar.TimeZone).ToInstant() < to
                && d.Date.PlusDays(1).AtStartOfDayInZone(calendar.TimeZone).ToInstant() > from
            );

    private static PhaseMinutes One(MarketPhase phase) =>
        phase switch
        {
            MarketPhase.Pre => new(1, 0, 0, 0, 0, 0),
            MarketPhase.Regular => new(0, 1, 0, 0, 0, 0),
            MarketPhase.Break => new(0, 0, 1, 0, 0, 0),
            MarketPhase.Post => new(0, 0, 0, 1, 0, 0),
            MarketPhase.Closed => new(0, 0, 0, 0, 1, 0),
            _ => new(0, 0, 0, 0, 0, 1),
        };

    private static Instant NextMinute(Instant at) => Instant.FromUnixTimeSeconds((long)Math.Ceiling(at.ToUnixTimeSeconds() / 60.0) * 60);
}
