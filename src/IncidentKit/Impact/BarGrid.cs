using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>
/// The bars there should be: half-open intervals of one length. They begin at each start of a part of the phase (an open, the end
/// of a break), and the last one before a break or the end is cut. Without a phase they follow each other from the Unix epoch.
/// </summary>
internal static class BarGrid
{
    /// <summary>The bars that begin in [from, to), in order.</summary>
    /// <param name="calendar">The market.</param>
    /// <param name="phase">Pre, regular or post.</param>
    /// <param name="length">The length of a bar, more than zero.</param>
    /// <param name="from">The first instant at which a bar may begin.</param>
    /// <param name="to">The first instant at which none may begin any more.</param>
    public static IEnumerable<Interval> Of(MarketCalendar calendar, MarketPhase phase, Duration length, Instant from, Instant to)
    {
        var sessions = calendar.Sessions(from.InZone(calendar.TimeZone).Date.PlusDays(-1), to.InZone(calendar.TimeZone).Date.PlusDays(2));
        return sessions.SelectMany(s => Parts(s, phase)).SelectMany(p => Cut(p, length, from, to));
    }

    /// <summary>The bars around the clock that begin in [from, to), in order.</summary>
    public static IEnumerable<Interval> Of(Duration length, Instant from, Instant to)
    {
        var since = from - NodaConstants.UnixEpoch;
        var first = NodaConstants.UnixEpoch + (length * Math.Ceiling(since / length));
        for (var start = first; start < to; start += length)
            yield return new Interval(start, start + length);
    }

    private static IEnumerable<Interval> Parts(TradingSession session, MarketPhase phase) =>
        phase switch
        {
            MarketPhase.Pre => [new Interval(session.Start, session.Open)],
            MarketPhase.Post => [new Interval(session.Close, session.End)],
            _ => session.Parts,
        };

    private static IEnumerable<Interval> Cut(Interval part, Duration length, Instant from, Instant to)
    {
        for (var start = part.Start; start < part.End && start < to; start += length)
        {
            if (start >= from)
                yield return new Interval(start, Instant.Min(part.End, start + length));
        }
    }
}
