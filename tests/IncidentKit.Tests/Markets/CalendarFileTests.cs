using IncidentKit.Basics;
using IncidentKit.Markets;
using static IncidentKit.Tests.Markets.Calendars;

namespace IncidentKit.Tests.Markets;

/// <summary>What is wrong with a calendar file is told with its line, and the file is not used.</summary>
public sealed class CalendarFileTests
{
    private const string Hours = "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, breaks: [12:00-13:00]}]\n";

    [Theory]
    [InlineData("", "1:1: 'hours' is missing")]
    [InlineData("hours: []", "7:8: 'hours' is missing")]
    [InlineData("hours: [{from: 2024-02-01, open: 08:00, close: 16:30}]", "7:8: the first hours begin after 'validFrom'")]
    [InlineData(
        "hours: [{from: 2023-02-01, open: 08:00, close: 16:30}, {from: 2023-02-01, open: 08:00, close: 16:30}]",
        "7:8: hours are listed by their 'from' dates: 2023-02-01 does not come after 2023-02-01"
    )]
    [InlineData("hours: [{from: 2024-01-01, close: 16:30}]", "7:9: 'open' is missing")]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 8:00, close: 16:30}]",
        "7:34: '8:00' is not a time of day; write it as 09:30, 24:00 or 17:00 day before"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:60, close: 16:30}]",
        "7:34: '08:60' is not a time of day; write it as 09:30, 24:00 or 17:00 day before"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 24:01}]",
        "7:48: '24:01' is not a time of day; write it as 09:30, 24:00 or 17:00 day before"
    )]
    [InlineData("hours: [{from: 2024-13-01, open: 08:00, close: 16:30}]", "7:16: '2024-13-01' is not a date; write it as 2026-01-29")]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 17:00, close: 16:30}]",
        "7:9: the session closes before it opens; write 'open: 17:00 day before' if it opens on the evening before"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, breaks: [12:00-11:00]}]",
        "7:64: '12:00-11:00' is not a time of day from and to; write it as 11:30-12:30"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, breaks: [noon]}]",
        "7:64: 'noon' is not a time of day from and to; write it as 11:30-12:30"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, breaks: [12:00-13:00, 12:30-14:00]}]",
        "7:63: breaks lie inside the session, one after the other"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, pre: 08:00}]",
        "7:60: trading before the open begins before the open"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, post: 16:00}]",
        "7:61: trading after the close ends after the close"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, forNext: 16:00-17:00}]",
        "7:64: what belongs to the next session comes after the close"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00 day before, close: 16:30}]",
        "7:9: the sessions of 2024-01-01 and 2024-01-02 overlap"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, days: [fri], open: 08:00, close: 16:30}]",
        "7:8: the first hours hold for all days of the week; those with 'days' come after them"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30}, {from: 2024-01-01, days: [fri], week: [fri], open: 08:00, close: 12:00}]",
        "7:94: hours of some days do not say which days have sessions"
    )]
    [InlineData(
        "hours: [{from: 2024-01-01, open: 08:00, close: 16:30}, {from: 2024-01-01, days: [friday], open: 08:00, close: 12:00}]",
        "7:82: 'friday' is not one of mon, tue, wed, thu, fri, sat, sun"
    )]
    public void HoursThatCannotBeAreRefused(string body, string message) => Assert.Equal($"market.yaml:{message}", Refused(body));

    [Theory]
    [InlineData(
        "holidays: [{name: X, on: 5th Monday of May}]",
        "8:26: '5th Monday of May': a month has a 1st to a 4th Monday for sure; say last for the last one"
    )]
    [InlineData("holidays: [{name: X, on: Feb 30}]", "8:26: 'Feb 30': Feb has no day 30")]
    [InlineData("holidays: [{name: X, on: 2023-02-29}]", "8:26: '2023-02-29' is not a date there is")]
    [InlineData("holidays: [{name: X, on: 2024-02-29..2024-02-01}]", "8:26: '2024-02-29..2024-02-01' ends before it begins")]
    [InlineData("holidays: [{name: X, on: [Jan 1, 3rd Mondy of May]}]", "8:34: '3rd Mondy of May' is not a date (2012-10-29,")]
    [InlineData("holidays: [{name: X}]", "8:12: 'on' is missing")]
    [InlineData("holidays: [{on: Jan 1}]", "8:12: 'name' is missing")]
    [InlineData("holidays: [{name: X, on: Jan 1, wekend: nearest}]", "8:33: unknown key 'wekend'; did you mean 'weekend'?")]
    [InlineData(
        "holidays: [{name: X, on: Jan 1, weekend: nearst}]",
        "8:42: 'nearst' is not one of none, monday, sundayToMonday, nearest, friday, nextFree; did you mean 'nearest'?"
    )]
    [InlineData("holidays: [{name: X, on: Jan 1, only: [monday]}]", "8:40: 'monday' is not one of mon, tue, wed, thu, fri, sat, sun")]
    [InlineData("earlyCloses: [{name: X, on: Dec 24}]", "8:15: 'close' is missing")]
    [InlineData("earlyCloses: [{name: X, on: 2024-12-22, close: 12:00}]", "8:15: 2024-12-22 is not a session")]
    [InlineData("earlyCloses: [{name: X, on: Dec 24, close: 08:00}]", "8:15: 'X': the session would close before it opens")]
    [InlineData("earlyCloses: [{name: X, on: Dec 24, close: 12:30}]", "8:15: 'X': the session would open or close inside a break")]
    [InlineData("lateOpens: [{name: X, on: Dec 24, open: 12:30}]", "8:13: 'X': the session would open or close inside a break")]
    [InlineData("lateOpens: [{name: X, on: Dec 24, open: 08:00 day before}]", "8:13: the sessions of 2024-12-23 and 2024-12-24 overlap")]
    [InlineData(
        "lateCloses: [{name: X, on: 2024-12-23, close: 24:00}]\nlateOpens: [{name: Y, on: 2024-12-24, open: 23:00 day before}]",
        "9:13: the sessions of 2024-12-23 and 2024-12-24 overlap"
    )]
    [InlineData(
        "halts: [{name: X, on: 2024-12-23, halt: 12:30-13:30}]",
        "8:9: a halt of 2024-12-23 lies outside the session or in a break"
    )]
    [InlineData(
        "halts: [{name: X, on: 2024-12-23, halt: 16:00-17:00}]",
        "8:9: a halt of 2024-12-23 lies outside the session or in a break"
    )]
    [InlineData(
        "halts: [{name: X, on: 2024-12-23, halt: 20:00 day after-21:00}]",
        "8:41: '20:00 day after-21:00' is not a time of day from"
    )]
    [InlineData("unknownHours: [{name: X}]", "8:16: 'on' is missing")]
    [InlineData("extraSessions: [{name: X, on: 2024-12-23}]", "8:17: 2024-12-23 is a session already")]
    [InlineData("closedByYear: {2024: 01-01 02-30}", "8:22: '2024-02-30' is not a date there is")]
    [InlineData("closedByYear: {2024: Easter}", "8:22: '2024-Easter' is not a date")]
    [InlineData(
        "closedByYear: {2023: 01-01}",
        "8:15: 'closedByYear' has no line for 2024, which lies between 'validFrom' and 'validThrough'"
    )]
    [InlineData("notes: [{unconfirmed: true}]", "8:9: 'name' is missing")]
    [InlineData("holiday: []", "8:1: unknown key 'holiday'; did you mean 'holidays'?")]
    public void DaysThatCannotBeAreRefused(string body, string message) =>
        Assert.StartsWith($"market.yaml:{message}", Refused(Hours + body), StringComparison.Ordinal);

    [Theory]
    [InlineData("zone: Europe/London\n", "", "1:1: 'zone' is missing")]
    [InlineData(
        "zone: Europe/London",
        "zone: Europe/Londn",
        "4:7: 'Europe/Londn' is not a time zone of the tz database; did you mean 'Europe/London'?"
    )]
    [InlineData("id: XTST\n", "", "1:1: 'id' is missing")]
    [InlineData("validThrough: 2024-12-31", "validThrough: 2023-12-31", "6:15: 'validThrough' lies before 'validFrom'")]
    [InlineData("validThrough: 2024-12-31", "validThrough: 3000-12-31", "6:15: a calendar holds for years from 1900 to 2200")]
    public void AHeadThatCannotBeIsRefused(string from, string to, string message)
    {
        var e = Assert.Throws<InputException>(() =>
            MarketCalendar.Parse("market.yaml", (Head + Hours).Replace(from, to, StringComparison.Ordinal))
        );
        Assert.Equal((InputProblem.Content, $"market.yaml:{message}"), (e.Problem, e.Message));
    }

    [Fact]
    public void TradingAfterAnEarlyOrLateCloseNeedsAnEndOfItsOwn() =>
        Assert.Equal(
            "market.yaml:8:14: trading after the close of 2024-12-23 would end before the close; give its 'post'",
            Refused(
                "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, post: 17:00}]\nlateCloses: [{name: X, on: 2024-12-23, close: 18:00}]"
            )
        );

    [Theory]
    [InlineData("Jan 1", "none", 2028, "2028-01-01")]
    [InlineData("Jan 1", "monday", 2028, "2028-01-03")]
    [InlineData("Jan 1", "sundayToMonday", 2028, "2028-01-01")]
    [InlineData("Jan 1", "nearest", 2028, "2027-12-31")]
    [InlineData("Jan 2", "nearest", 2028, "2028-01-03")]
    [InlineData("Jan 2", "friday", 2028, "2027-12-31")]
    [InlineData("Jan 3", "nextFree", 2028, "2028-01-04")] // Jan 3 is taken
    [InlineData("Feb 29", "none", 2028, "2028-02-29")]
    [InlineData("Feb 29", "none", 2027, "")]
    [InlineData("Easter", "none", 2000, "2000-04-23")]
    [InlineData("Easter + 1", "none", 2008, "2008-03-24")]
    [InlineData("Orthodox Easter", "none", 2000, "2000-04-30")]
    [InlineData("Orthodox Easter", "none", 2010, "2010-04-04")] // both on one day
    [InlineData("Orthodox Easter", "none", 2016, "2016-05-01")]
    [InlineData("Orthodox Easter - 48", "none", 2024, "2024-03-18")]
    [InlineData("Orthodox Easter + 50", "none", 2026, "2026-06-01")]
    [InlineData("Orthodox Easter", "none", 2100, "2100-05-02")] // the Julian calendar falls back by a day more in 2100
    [InlineData("Easter - 2", "none", 2038, "2038-04-23")]
    [InlineData("1st Monday of Jan", "none", 2024, "2024-01-01")]
    [InlineData("4th Thursday of Nov + 1", "none", 2024, "2024-11-29")]
    [InlineData("last Monday of Dec", "none", 2024, "2024-12-30")]
    [InlineData("Monday on or before May 24", "none", 2021, "2021-05-24")]
    [InlineData("Monday on or before May 24", "none", 2022, "2022-05-23")]
    [InlineData("Monday on or after May 24", "none", 2021, "2021-05-24")]
    [InlineData("Monday on or after May 24", "none", 2022, "2022-05-30")]
    [InlineData("first session of the year", "none", 2028, "2028-01-04")]
    [InlineData("last session before Jan 4", "none", 2028, "2027-12-31")]
    [InlineData("last session of the year", "none", 2023, "2023-12-29")]
    public void ARuleNamesOneDayAYear(string rule, string weekend, int year, string day)
    {
        var entry = new DayEntry(DayEffect.Closed, "X", new YamlDotNet.RepresentationModel.YamlScalarNode())
        {
            On = [DateRule.Parse(rule)],
            Weekend = Enum.Parse<WeekendRule>(weekend, ignoreCase: true),
        };
        bool Session(LocalDate d) => d.DayOfWeek < IsoDayOfWeek.Saturday && d != Day("2028-01-03");
        Assert.Equal(
            day,
            string.Join(' ', entry.In(year, Session, d => d == Day("2028-01-03")).Select(d => d.ToString("uuuu-MM-dd", null)))
        );
    }

    [Fact]
    public void AYearWithoutSessionsHasNoFirstOne() => Assert.Empty(DateRule.Parse("first session of the year").In(2024, _ => false));

    [Fact]
    public void RulesHoldInTheirYearsAndOnTheirDays()
    {
        MarketCalendar calendar = Parse(
            Hours
                + """
                holidays:
                  - {name: Not yet, on: Mar 1, from: 2025}
                  - {name: No longer, on: Mar 4, to: 2023}
                  - {name: Not this year, on: Mar 5, except: [2024]}
                  - {name: Not on a Wednesday, on: Mar 6, only: [mon, tue]}
                  - {name: In force, on: Mar 7, from: 2024, to: 2024, only: [thu]}
                  - {name: The same day again, on: Mar 7}
                  - {name: A Sunday, on: Mar 10}
                lostSessions: [{name: Lost, on: Mar 8}]
                halts: [{name: X, on: 2024-03-11, halt: "14:00:30-14:10"}, {name: Y, on: 2024-03-11, halt: 09:00-09:10}]
                notes: [{name: On a holiday, on: 2024-03-07}, {name: Everywhere}]
                """
        );
        Assert.Equal(["In force", "Lost"], calendar.ClosedDays(Day("2024-01-01"), Day("2024-12-31")).Select(d => d.Name));
        TradingSession halted = Assert.Single(calendar.Sessions(Day("2024-03-11"), Day("2024-03-11")));
        Assert.Equal(2, halted.Halts.Length);
        Assert.True(halted.Is(SessionMarks.Halted));
        Assert.Equal("X; Y", halted.Note);
        Assert.Equal(510 - 60 - 10 - 9, calendar.MinutesBetween(halted.Open, halted.Close).Regular);
        Assert.Equal("Everywhere", Assert.Single(calendar.Notes).Text);
    }

    [Fact]
    public void HoursMayHoldOnSomeDaysAndTheWeekMayChange()
    {
        MarketCalendar calendar = Parse(
            """
            week: [sun, mon, tue, wed, thu]
            hours:
              - {from: 2024-01-01, open: 10:00, close: 17:00}
              - {from: 2024-01-01, days: [sun], open: 10:00, close: 15:00}
              - {from: 2024-07-01, open: 09:00, close: 17:00, week: [mon, tue, wed, thu, fri]}
              - {from: 2024-07-01, days: [fri], open: 09:00, close: 13:00}
            holidays: [{name: X, on: first session of the year}]
            """
        );
        Assert.Equal(
            ["2024-06-23 10-15", "2024-06-24 10-17", "2024-06-27 10-17", "2024-06-30 10-15", "2024-07-01 9-17", "2024-07-05 9-13"],
            calendar
                .Sessions(Day("2024-06-23"), Day("2024-07-05"))
                .Where(s => s.Label.DayOfWeek is IsoDayOfWeek.Sunday or IsoDayOfWeek.Monday or IsoDayOfWeek.Friday or IsoDayOfWeek.Thursday)
                .Where(s => s.Label != Day("2024-07-04"))
                .Select(s => $"{s} {s.Open.InZone(calendar.TimeZone).Hour}-{s.Close.InZone(calendar.TimeZone).Hour}")
        );
        Assert.Empty(calendar.Sessions(Day("2024-06-28"), Day("2024-06-29")));
    }

    [Fact]
    public void WhatLiesBeforeItIsConfirmedIsMarked()
    {
        MarketCalendar calendar = Parse("confirmedFrom: 2024-07-01\n" + Hours + "holidays: [{name: X, on: [Jan 2, Dec 24]}]\n");
        Assert.Equal([true, false], calendar.ClosedDays(Day("2024-01-01"), Day("2024-12-31")).Select(d => d.Unconfirmed));
        Assert.All(
            calendar.Sessions(Day("2024-01-01"), Day("2024-12-31")),
            s => Assert.Equal(s.Label < Day("2024-07-01"), s.Is(SessionMarks.Unconfirmed))
        );
    }

    [Fact]
    public void AnExtraSessionOnAHolidayIsHeld()
    {
        MarketCalendar calendar = Parse(
            Hours + "holidays: [{name: X, on: Nov 1}]\nextraSessions: [{name: Y, on: 2024-11-01, hours: {open: 18:00, close: 19:00}}]\n"
        );
        TradingSession evening = Assert.Single(calendar.Sessions(Day("2024-11-01"), Day("2024-11-01")));
        Assert.True(evening.Is(SessionMarks.Extra));
        Assert.Empty(calendar.ClosedDays(Day("2024-11-01"), Day("2024-11-01")));
    }

    [Fact]
    public void ASessionDoesNotReachIntoADayOfUnknownHours()
    {
        const string Evenings = "hours: [{from: 2024-01-01, open: 20:00 day before, close: 18:00}]\n";
        Assert.EndsWith(
            "the session of 2024-11-05 begins on a day whose hours are unknown",
            Refused(Evenings + "unknownHours: [{name: Y, on: 2024-11-04}]"),
            StringComparison.Ordinal
        );
        const string Late = "hours: [{from: 2024-01-01, open: 08:00, close: 16:30, post: 20:00}]\n";
        Assert.Single(Parse(Late + "unknownHours: [{name: Y, on: 2024-11-02}]").ClosedDays(Day("2024-11-01"), Day("2024-11-03")));
    }

    private static string Refused(string body)
    {
        var e = Assert.Throws<InputException>(() => Parse(body));
        Assert.Equal(InputProblem.Content, e.Problem);
        return e.Message;
    }
}
