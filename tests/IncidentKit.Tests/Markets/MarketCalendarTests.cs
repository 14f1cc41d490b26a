using IncidentKit.Basics;
using IncidentKit.Markets;
using IncidentKit.Testing;
using static IncidentKit.Tests.Markets.Calendars;
using static IncidentKit.Tests.Schedules.Times;

namespace IncidentKit.Tests.Markets;

public sealed class MarketCalendarTests
{
    [Theory]
    [InlineData("2026-01-29T08:59:59Z", MarketPhase.Closed)]
    [InlineData("2026-01-29T09:00:00Z", MarketPhase.Pre)]
    [InlineData("2026-01-29T14:29:59Z", MarketPhase.Pre)]
    [InlineData("2026-01-29T14:30:00Z", MarketPhase.Regular)]
    [InlineData("2026-01-29T20:59:59Z", MarketPhase.Regular)]
    [InlineData("2026-01-29T21:00:00Z", MarketPhase.Post)]
    [InlineData("2026-01-30T01:00:00Z", MarketPhase.Closed)]
    [InlineData("2025-11-28T18:00:00Z", MarketPhase.Post)] // early close
    [InlineData("2025-11-28T21:59:59Z", MarketPhase.Post)]
    [InlineData("2025-11-28T22:00:00Z", MarketPhase.Closed)]
    [InlineData("2001-06-08T14:10:00Z", MarketPhase.Break)] // halt
    [InlineData("2001-06-08T15:35:00Z", MarketPhase.Regular)]
    [InlineData("1989-12-29T15:00:00Z", MarketPhase.Unknown)]
    [InlineData("2031-01-02T15:00:00Z", MarketPhase.Unknown)]
    public void PhasesAreHalfOpen(string at, MarketPhase phase) => Assert.Equal(phase, Calendar("XNYS").PhaseAt(At(at)));

    [Fact]
    public void AWindowAcrossTheCloseTouchesBothPhases()
    {
        MarketOverlap overlap = Calendar("XNYS").Overlap(new Interval(At("2026-01-29T20:30:00Z"), At("2026-01-30T15:00:00Z")));
        Assert.Equal(new PhaseMinutes(330, 60, 0, 240, 480, 0), overlap.Minutes);
        Assert.Equal(["2026-01-29", "2026-01-30"], overlap.Touched.Select(t => t.Session.ToString()));
        Assert.Equal(
            [new PhaseMinutes(0, 30, 0, 240, 0, 0), new PhaseMinutes(330, 30, 0, 0, 0, 0)],
            overlap.Touched.Select(t => t.Minutes)
        );
        Assert.Equal(2, overlap.Sessions);
        Assert.Equal([At("2026-01-30T14:30:00Z")], overlap.Opens);
        Assert.Equal([At("2026-01-29T21:00:00Z")], overlap.Closes);
        Assert.True(overlap.IsKnown);
        Assert.Empty(overlap.Lost);
    }

    [Fact]
    public void AWindowBeyondTheCalendarIsPartlyUnknown()
    {
        MarketCalendar shanghai = Calendar("XSHG");
        MarketOverlap overlap = shanghai.Overlap(new Interval(At("2026-12-31T06:00:00Z"), At("2027-01-01T04:00:00Z")));
        Assert.False(overlap.IsKnown);
        Assert.Equal(new PhaseMinutes(0, 60, 0, 0, 540, 720), overlap.Minutes);
        Assert.Null(shanghai.NextOpen(At("2026-12-31T06:00:00Z")));
        Assert.Null(shanghai.NextTradable(At("2026-12-31T07:00:00Z")));
        Assert.Null(shanghai.NextTradable(At("2027-06-01T07:00:00Z")));
        Assert.Null(shanghai.PreviousClose(At("2027-06-01T07:00:00Z")));
        Assert.Null(shanghai.NextOpen(At("1999-06-01T07:00:00Z")));
        Assert.Equal(new PhaseMinutes(0, 0, 0, 0, 0, 60), shanghai.MinutesBetween(At("2027-06-01T06:00:00Z"), At("2027-06-01T07:00:00Z")));
        Assert.False(shanghai.Knows(Day("2027-01-01")));
        Assert.True(shanghai.Knows(Day("2026-12-31")));
        Assert.Empty(shanghai.Sessions(Day("2027-01-01"), Day("2027-12-31")));
        Assert.Empty(shanghai.Sessions(Day("2026-12-31"), Day("2026-01-01")));
    }

    [Fact]
    public void TheEveningAfterTheLastLabelIsUnknownWhereSessionsOpenTheEveningBefore()
    {
        MarketCalendar futures = Calendar("CMEG");
        Assert.Equal(At("2030-12-31T23:00:00Z"), futures.Known.End);
        Assert.Equal(MarketPhase.Unknown, futures.PhaseAt(At("2030-12-31T23:00:00Z")));
        Assert.Equal(MarketPhase.Closed, futures.PhaseAt(At("2030-12-31T22:30:00Z")));
    }

    [Fact]
    public void AnUnboundedWindowReachesToTheEndsOfTime()
    {
        MarketOverlap overlap = Calendar("24/7").Overlap(new Interval(null, null));
        Assert.False(overlap.IsKnown);
        Assert.Equal(13_149, overlap.Sessions);
        Assert.True(overlap.Minutes.Unknown > overlap.Minutes.Regular);
    }

    [Fact]
    public void LostSessionsAreTold()
    {
        MarketOverlap overlap = Calendar("XTKS").Overlap(new Interval(At("2020-10-01T00:00:00Z"), At("2020-10-01T06:00:00Z")));
        Assert.Equal("Outage of the exchange", Assert.Single(overlap.Lost).Name);
        Assert.Equal(0, overlap.Minutes.Regular);
        Assert.Empty(Calendar("XTKS").Overlap(new Interval(At("2020-10-02T00:00:00Z"), At("2020-10-02T06:00:00Z"))).Lost);
        Assert.Empty(Calendar("XTKS").Overlap(new Interval(At("2020-09-30T00:00:00Z"), At("2020-09-30T15:00:00Z"))).Lost);
    }

    [Fact]
    public void TheEndOfALunchBreakIsTradable()
    {
        MarketCalendar tokyo = Calendar("XTKS");
        Assert.Equal(At("2026-01-29T03:30:00Z"), tokyo.NextTradable(At("2026-01-29T02:45:00Z")));
        Assert.Equal(At("2026-01-29T02:29:59Z"), tokyo.NextTradable(At("2026-01-29T02:29:59Z")));
        Assert.Equal(At("2026-01-30T00:00:00Z"), tokyo.NextOpen(At("2026-01-29T02:45:00Z")));
    }

    [Theory]
    [InlineData("2026-01-29T00:00:00Z", "2026-01-29T01:00:00Z", 60, 1)]
    [InlineData("2026-01-29T00:59:59Z", "2026-01-29T01:00:01Z", 60, 2)]
    [InlineData("2026-01-29T02:10:00Z", "2026-01-29T03:31:00Z", 60, 2)] // the last half hour of the morning and the first bar after lunch
    [InlineData("2026-01-29T02:30:00Z", "2026-01-29T03:30:00Z", 1, 0)]
    [InlineData("2026-01-29T00:00:00Z", "2026-01-30T00:00:00Z", 60, 6)]
    [InlineData("2026-01-29T00:00:00Z", "2026-01-30T00:00:00Z", 1, 330)]
    [InlineData("2026-01-29T00:30:00Z", "2026-01-29T00:30:00Z", 5, 0)]
    public void BarsBeginAtTheOpenAndAfterABreak(string from, string to, int minutes, long bars) =>
        Assert.Equal(bars, Calendar("XTKS").BarsTouched(new Interval(At(from), At(to)), Duration.FromMinutes(minutes)));

    [Fact]
    public void ABarHasALength() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Calendar("XTKS").BarsTouched(new Interval(At("2026-01-29T00:30:00Z"), At("2026-01-29T00:30:00Z")), Duration.Zero)
        );

    [Fact]
    public void PartsOfATickCountAsLaterThanTheTick()
    {
        MarketCalendar newYork = Calendar("XNYS");
        Instant open = At("2026-01-29T14:30:00Z"),
            late = open + Duration.Epsilon;
        Assert.Equal(1, newYork.MinutesBetween(open, late).Regular);
        Assert.Equal(0, newYork.MinutesBetween(late, open + Duration.FromMinutes(1)).Total);
        Assert.Equal(late, newYork.NextTradable(late));
        Assert.Equal(MarketPhase.Pre, newYork.PhaseAt(open - Duration.Epsilon));
        Assert.Equal(open, newYork.NextTradable(open - Duration.Epsilon));
    }

    [Fact]
    public void ACalendarSaysWhatItIs()
    {
        MarketCalendar calendar = MarketCalendars.Embedded.Get("nasdaq");
        Assert.Equal(("XNYS", "America/New_York"), (calendar.Id, calendar.TimeZone.Id));
        Assert.Equal(
            (Day("1990-01-01"), Day("2030-12-31"), Day("2028-01-01")),
            (calendar.ValidFrom, calendar.ValidThrough, calendar.ProjectedFrom)
        );
        Assert.Equal($"XNYS {calendar.Version}", calendar.ToString());
        Assert.Contains("NYSE", calendar.Aliases);
        Assert.NotEmpty(calendar.Sources);
        Assert.NotEmpty(calendar.Name);
        Assert.Equal(64, calendar.Sha256.Length);
        Assert.Null(Calendar("XSHG").ProjectedFrom);
        Assert.Same(calendar, MarketCalendars.Embedded.Get("BATS"));
    }

    [Fact]
    public void MinutesAddUp()
    {
        var minutes = PhaseMinutes.Add(new PhaseMinutes(1, 2, 3, 4, 5, 6), new PhaseMinutes(10, 20, 30, 40, 50, 60));
        Assert.Equal(231, minutes.Total);
        Assert.Equal([66, 55, 11, 22, 33, 44], Enum.GetValues<MarketPhase>().Select(minutes.Of));
    }

    [Theory]
    [InlineData("XNYZ", "did you mean 'XNYS'?")]
    [InlineData("NASDAK", "did you mean 'NASDAQ'?")]
    [InlineData("XNSY", "did you mean 'XNYS'?")] // not Bombay's XNSE, which has another letter
    [InlineData("XSXW", "did you mean 'XSWX'?")]
    [InlineData("../x", "24/5, 24/7, AIXK, ASEX")]
    [InlineData("", "24/5, 24/7, AIXK, ASEX")]
    public void AnUnknownMarketNamesNearOnes(string id, string hint)
    {
        var e = Assert.Throws<InputException>(() => MarketCalendars.Embedded.Get(id));
        Assert.Equal(InputProblem.CommandLine, e.Problem);
        Assert.Contains(hint, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryMarketOfTheToolIsThere() =>
        Assert.Equal(
            (
                "24/5 24/7 AIXK ASEX BVMF CME-ENERGY CME-FX CME-GRAINS CME-METALS CME-RATES CMEG FX IFEU IFUS US-OVERNIGHT XASX "
                + "XBDA XBEL XBKK XBOG XBOM XBRA XBSE XBUD XBUE XCBF XCSE XCYS XDUB XEEE XETR XEUR "
                + "XFRA XHEL XHKG XICE XIDX XIST XJSE XKAR XKLS XKRX XLIM XLIT XLJU XLON XLUX XMAD "
                + "XMEX XMIL XMOS XNYS XNZE XOSL XPAR XPHS XPRA XRIS XSAU XSES XSGO XSHG XSTO XSTU "
                + "XSWX XTAE XTAI XTAL XTKS XTSE XWAR XWBO XZAG"
            ).Split(' '),
            MarketCalendars.Embedded.Ids
        );

    [Fact]
    public void TheNamesInTheFirstLinesAreThoseOfTheFiles()
    {
        Assert.All(
            MarketCalendars.Embedded.Ids.Select(MarketCalendars.Embedded.Get),
            calendar => Assert.All(calendar.Aliases, alias => Assert.Same(calendar, MarketCalendars.Embedded.Get(alias)))
        );
        string[] names = [.. MarketCalendars.Embedded.Ids.Select(MarketCalendars.Embedded.Get).SelectMany(c => c.Aliases.Prepend(c.Id))];
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public void ADayWithASessionAtUnknownHoursIsNeitherOpenNorClosed()
    {
        MarketCalendar mumbai = Calendar("XNSE");
        ClosedDay day = Assert.Single(mumbai.ClosedDays(Day("2001-11-14"), Day("2001-11-14")));
        Assert.Equal((true, "Muhurat trading"), (day.HoursUnknown, day.Name));
        Assert.False(mumbai.Knows(day.Date));
        Assert.Equal(MarketPhase.Unknown, mumbai.PhaseAt(At("2001-11-14T06:00Z")));
        Assert.Equal(1440, mumbai.MinutesBetween(At("2001-11-13T18:30Z"), At("2001-11-14T18:30Z")).Unknown);
        Assert.Null(mumbai.NextOpen(At("2001-11-13T18:00Z")));
        Assert.Null(mumbai.NextTradable(At("2001-11-13T18:00Z")));
        Assert.Null(mumbai.PreviousClose(At("2001-11-14T19:00Z")));
        Assert.Equal(At("2001-11-15T04:25Z"), mumbai.NextOpen(At("2001-11-14T18:30Z")));
        Assert.False(mumbai.Knows(new Interval(At("2001-11-13T12:00Z"), At("2001-11-15T12:00Z"))));
        Assert.Equal(0, mumbai.Overlap(new Interval(At("2001-11-14T00:00Z"), At("2001-11-14T12:00Z"))).Minutes.Closed);
    }

    [Theory]
    [InlineData("2025-11-28T02:43Z", MarketPhase.Regular)]
    [InlineData("2025-11-28T02:44Z", MarketPhase.Break)]
    [InlineData("2025-11-28T13:29Z", MarketPhase.Break)]
    [InlineData("2025-11-28T13:30Z", MarketPhase.Regular)]
    public void AHaltMayBeginOnTheEveningBefore(string at, MarketPhase phase) => Assert.Equal(phase, Calendar("ES").PhaseAt(At(at)));

    [Fact]
    public void AUsersCalendarsWin()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.PathOf("mine.yaml"),
            Head.Replace("XTST", "XLON", StringComparison.Ordinal)
                + "aliases: [HOME]\nhours: [{from: 2024-01-01, open: 10:00, close: 11:00}]\n"
        );
        MarketCalendars calendars = MarketCalendars.With(folder.FullPath);
        Assert.Equal("Test", calendars.Get("XLON").Name);
        Assert.Same(calendars.Get("XLON"), calendars.Get("home"));
        Assert.Equal("XPAR", calendars.Get("XAMS").Id);
        Assert.Equal(MarketCalendars.Embedded.Ids, calendars.Ids);
        File.Copy(folder.PathOf("mine.yaml"), folder.PathOf("twice.yaml"));
        Assert.Equal(
            "twice.yaml:1:1: 'XLON' is given by mine.yaml too",
            Assert.Throws<InputException>(() => MarketCalendars.With(folder.FullPath)).Message
        );
        Assert.Equal(InputProblem.CommandLine, Assert.Throws<InputException>(() => MarketCalendars.With(folder.PathOf("no"))).Problem);
    }
}
