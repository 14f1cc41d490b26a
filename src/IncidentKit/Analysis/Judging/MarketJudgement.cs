using IncidentKit.Claims;
using IncidentKit.Markets;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Analysis.Judging;

/// <summary>Compares what is said of the market with its calendar.</summary>
internal static class MarketJudgement
{
    /// <summary>People say "at the close" of what happened up to so long before or after.</summary>
    private static readonly Duration AtTheMoment = Duration.FromMinutes(30);

    /// <summary>Beside an open or a close the phase is not held against a writer.</summary>
    private static readonly Duration Edge = Duration.FromMinutes(5);

    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>What the calendar says against a statement; null if nothing, or if it cannot be compared.</summary>
    /// <param name="claim">The statement.</param>
    /// <param name="market">The calendar.</param>
    /// <param name="isCompared">Whether it could be compared.</param>
    public static (string Found, string How)? Against(MarketClaim claim, MarketCalendar market, out bool isCompared)
    {
        var times = claim.Times.Select(t => t.Instant).ToList();
        isCompared = false;
        if (
            claim.Window is { } window
            && claim.Statement is MarketStatement.Closed or MarketStatement.Open
            && market.Knows(claim.Window!.Value)
        )
        {
            isCompared = true;
            return AgainstWindow(claim.Statement, claim.Window.Value, market);
        }

        if (times.Count == 0 && claim.Window is { } incident && claim.OfTheIncident)
            times = [incident.Start];
        if (times.Count == 0 || times.Exists(t => t is null || market.PhaseAt(t.Value) == MarketPhase.Unknown))
            return null;
        isCompared = true;
        return times.TrueForAll(t => !Holds(claim, t!.Value, market))
            ? (Describe(times[0]!.Value, market) + Distance(claim.Statement, times[0]!.Value, market), Row(times[0]!.Value, market))
            : null;
    }

    /// <summary>The instant in UTC and on the market's clock, and what the market does then.</summary>
    public static string Describe(Instant instant, MarketCalendar market)
    {
        var phase = market.PhaseAt(instant) switch
        {
            MarketPhase.Regular => "inside the regular session",
            MarketPhase.Break => "in a break of the session",
            MarketPhase.Pre => "in pre-market trading",
            MarketPhase.Post => "in trading after the close",
            _ => "outside all trading",
        };
        var local = Clock.Format(instant.InZone(market.TimeZone).LocalDateTime);
        return $"{Utc(instant)} UTC is {local} in {market.TimeZone.Id}, {phase}";
    }

    /// <summary>The calendar's row for the day of an instant.</summary>
    public static string Row(Instant instant, MarketCalendar market)
    {
        var day = instant.InZone(market.TimeZone).Date;
        if (market.Sessions(day, day) is [var session, ..])
        {
            var note = session.Note is { } text ? $" ({text})" : "";
            return $"{market.Id} {session}: {Utc(session.Open)} to {Utc(session.Close)} UTC{note}";
        }

        var closed = market.ClosedDays(day, day) is [var holiday, ..] ? holiday.Name : day.DayOfWeek.ToString();
        return $"{market.Id} {LocalDatePattern.Iso.Format(day)}: no session ({closed})";
    }

    private static (string Found, string How)? AgainstWindow(MarketStatement statement, Interval window, MarketCalendar market)
    {
        var minutes = market.MinutesBetween(window.Start, window.End).Regular;
        var wrong = statement == MarketStatement.Closed ? minutes >= Edge.TotalMinutes : minutes == 0;
        return wrong
            ? ($"{minutes} minutes of {Utc(window.Start)} to {Utc(window.End)} UTC lie in the regular session", Row(window.Start, market))
            : null;
    }

    private static bool Holds(MarketClaim claim, Instant t, MarketCalendar market) =>
        claim.Statement switch
        {
            MarketStatement.Closed => market.PhaseAt(t) != MarketPhase.Regular
                || market.PhaseAt(t - Edge) != MarketPhase.Regular
                || market.PhaseAt(t + Edge) != MarketPhase.Regular,
            MarketStatement.Open => IsSession(t, market) || IsSession(t - Edge, market) || IsSession(t + Edge, market),
            MarketStatement.AtClose => IsNear(t, market.PreviousClose(t)) || IsNear(t, market.NextClose(t)),
            MarketStatement.AtOpen => IsNear(t, market.PreviousOpen(t)) || IsNear(t, market.NextOpen(t)),
            MarketStatement.BeforeOpen => Agrees(claim, market.NextOpen(t - Duration.Epsilon) - t),
            MarketStatement.AfterOpen => Agrees(claim, t - market.PreviousOpen(t)),
            MarketStatement.BeforeClose => Agrees(claim, market.NextClose(t - Duration.Epsilon) - t),
            _ => Agrees(claim, t - market.PreviousClose(t)),
        };

    /// <summary>How far an open or a close is, where that was stated.</summary>
    private static string Distance(MarketStatement statement, Instant t, MarketCalendar market)
    {
        var (length, what) = statement switch
        {
            MarketStatement.BeforeOpen => (market.NextOpen(t) - t, "before the open"),
            MarketStatement.AfterOpen => (t - market.PreviousOpen(t), "after the open"),
            MarketStatement.BeforeClose => (market.NextClose(t) - t, "before the close"),
            MarketStatement.AfterClose => (t - market.PreviousClose(t), "after the close"),
            _ => (null, ""),
        };
        return length is { } known ? $", {(long)known.TotalHours} h {known.Minutes} min {what}" : "";
    }

    private static bool IsSession(Instant t, MarketCalendar market) => market.PhaseAt(t) is MarketPhase.Regular or MarketPhase.Break;

    private static bool IsNear(Instant t, Instant? moment) => moment is { } m && t - m <= AtTheMoment && m - t <= AtTheMoment;

    private static bool Agrees(MarketClaim claim, Duration? actual) =>
        actual is not { } length || claim.Distance!.Agrees(length, Duration.FromMinutes(1));

    private static string Utc(Instant instant) => Clock.Format(instant.InUtc().LocalDateTime);
}
