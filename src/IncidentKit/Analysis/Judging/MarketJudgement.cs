using IncidentKit.Claims;
using IncidentKit.Markets;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Analysis.Judging;

/// <summary>Compares what is said of the market with its calendar.</summary>
internal static class MarketJudgement
{
    /// <summary>Beside an open or a close the phase is not held against a writer.</summary>
    private static readonly Duration Edge = Duration.FromMinutes(5);

    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>What the calendar says against a statement; null if nothing, or if it cannot be compared.</summary>
    /// <param name="claim">The statement.</param>
    /// <param name="market">The calendar.</param>
    /// <param name="isCompared">Whether it could be compared.</param>
    public static (string Found, string How)? Against(MarketClaim claim, MarketCalendar market, out bool isCompared)
    {
        isCompared = false;
        List<Instant> moments =
        [
            .. claim
                .Moments.Concat(claim.LocalMoments.SelectMany(l => Zones(market).Select(z => l.InZoneLeniently(z).ToInstant())))
                .Concat(claim.WallMoments.Select(l => l.InZoneLeniently(market.TimeZone).ToInstant()))
                .Distinct(),
        ];
        if (claim.Window is { } window && moments.Count == 0)
        {
            if (!market.Knows(window))
                return null;
            if (IsOfAWindow(claim))
            {
                isCompared = true;
                return AgainstWindow(claim.Statement, window, market);
            }

            moments = [window.Start];
        }

        if (moments.Count == 0)
            return AgainstDays(claim, market, out isCompared);
        if (moments.Exists(t => market.PhaseAt(t) == MarketPhase.Unknown) || !MarketMoment.IsComparable(claim, market))
            return null;
        isCompared = true;
        return moments.TrueForAll(t => !new MarketMoment(t, market).Holds(claim))
            ? (Describe(moments[0], market) + Distance(claim, moments[0], market), Row(moments[0], market))
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
    public static string Row(Instant instant, MarketCalendar market) => Row(instant.InZone(market.TimeZone).Date, market);

    private static string Row(LocalDate day, MarketCalendar market)
    {
        if (market.Sessions(day, day) is [var session, ..])
        {
            var note = session.Note is { } text ? $" ({text})" : "";
            return $"{market.Id} {session}: {Utc(session.Open)} to {Utc(session.Close)} UTC{note}";
        }

        var closed = market.ClosedDays(day, day) is [var holiday, ..] ? holiday.Name : day.DayOfWeek.ToString();
        return $"{market.Id} {LocalDatePattern.Iso.Format(day)}: no session ({closed})";
    }

    /// <summary>The zones in which a time without one is read: the market's, UTC, and those of the offices that trade it.</summary>
    private static IEnumerable<DateTimeZone> Zones(MarketCalendar market)
    {
        yield return market.TimeZone;
        yield return DateTimeZone.Utc;
        if (market.TimeZone.Id != "America/New_York")
            yield break;
        foreach (var id in (string[])["America/Chicago", "America/Denver", "America/Los_Angeles"])
            yield return DateTimeZoneProviders.Tzdb[id];
    }

    private static bool IsOfAWindow(MarketClaim claim) =>
        claim.Statement == MarketStatement.NoMinute
        || (
            claim.Scope != MarketScope.Onset
            && (
                claim.Statement is MarketStatement.Closed or MarketStatement.Open or MarketStatement.Pre or MarketStatement.Post
                || claim is { Statement: MarketStatement.After, Event: MarketEvent.Close, Distance: null }
                || claim is { Statement: MarketStatement.Before, Event: MarketEvent.Open, Distance: null }
            )
        );

    private static (string Found, string How)? AgainstWindow(MarketStatement statement, Interval window, MarketCalendar market)
    {
        var minutes = market.MinutesBetween(window.Start, window.End).Regular;
        var wrong = statement switch
        {
            MarketStatement.Open => minutes == 0,
            MarketStatement.NoMinute => minutes > 0,
            _ => minutes >= Edge.TotalMinutes,
        };
        return wrong
            ? ($"{minutes} minutes of {Utc(window.Start)} to {Utc(window.End)} UTC lie in the regular session", Row(window.Start, market))
            : null;
    }

    /// <summary>What is said of days as such; wrong if it is of all that may be meant.</summary>
    private static (string Found, string How)? AgainstDays(MarketClaim claim, MarketCalendar market, out bool isCompared)
    {
        isCompared =
            claim.Days.Count > 0
            && claim.Days.All(market.Knows)
            && claim.Statement
                is MarketStatement.Holiday
                    or MarketStatement.Weekend
                    or MarketStatement.ShortDay
                    or MarketStatement.Next
                    or MarketStatement.Closed
                    or MarketStatement.Open;
        if (!isCompared || claim.Days.Any(d => MarketMoment.Holds(claim.Statement, d, market)))
            return null;
        var day = claim.Days[0];
        var what = market.Sessions(day, day) is [var session, ..]
            ? $"a session{(session.Remarks() is { } remarks ? $" ({remarks})" : "")}"
            : "no session";
        return ($"{LocalDatePattern.Iso.Format(day)} has {what}", Row(day, market));
    }

    /// <summary>How far an open or a close is, where that was stated.</summary>
    private static string Distance(MarketClaim claim, Instant t, MarketCalendar market)
    {
        var (length, what) = (claim.Statement, claim.Event) switch
        {
            (MarketStatement.Before, MarketEvent.Close) => (market.NextClose(t) - t, "before the close"),
            (MarketStatement.Before, _) => (market.NextOpen(t) - t, "before the open"),
            (MarketStatement.After, MarketEvent.Open) => (t - market.PreviousOpen(t), "after the open"),
            (MarketStatement.After, _) => (t - market.PreviousClose(t), "after the close"),
            _ => (null, ""),
        };
        return claim.Distance is not null && length is { } known ? $", {(long)known.TotalHours} h {known.Minutes} min {what}" : "";
    }

    private static string Utc(Instant instant) => Clock.Format(instant.InUtc().LocalDateTime);
}
