using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>
/// The day a daily report is about. It is a calendar day in a zone, or the
/// trading session of a date with what comes before its open and after its close.
/// </summary>
public sealed record ReportDay
{
    private ReportDay(LocalDate date, Interval window, DateTimeZone zone, MarketCalendar? market) =>
        (Date, Window, Zone, Market) = (date, window, zone, market);

    /// <summary>The date; a session's label.</summary>
    public LocalDate Date { get; }

    /// <summary>The day, half-open.</summary>
    public Interval Window { get; }

    /// <summary>The zone of the date.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The market of which the day is a session; null for a calendar day.</summary>
    public MarketCalendar? Market { get; }

    /// <summary>What its dates count, as reports name it: <c>calendar day in UTC</c>, <c>session of XNYS</c>.</summary>
    public string Kind => Market is null ? $"calendar day in {Zone.Id}" : $"session of {Market.Id}";

    /// <summary>A calendar day: from the start of the date to that of the next, 23 to 25 hours where clocks change.</summary>
    public static ReportDay OfCalendar(LocalDate date, DateTimeZone zone) =>
        new(date, new Interval(zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant()), zone, null);

    /// <summary>
    /// The session of a date, from the beginning of its earliest phase to the end
    /// of its latest. Null when the market had none, or its calendar does not know.
    /// </summary>
    public static ReportDay? OfSession(LocalDate date, MarketCalendar market) =>
        market.Sessions(date, date) is [var session]
            ? new ReportDay(date, new Interval(session.Start, session.End), market.TimeZone, market)
            : null;

    /// <summary>The dates of the days of the same kind just before it, oldest first.</summary>
    /// <param name="count">How many; fewer where a market's calendar begins.</param>
    public IReadOnlyList<LocalDate> Before(int count)
    {
        if (Market is null)
            return [.. Enumerable.Range(1, count).Select(i => Date.PlusDays(-i)).Reverse()];
        var sessions = Market.Sessions(Market.ValidFrom, Date.PlusDays(-1));
        return [.. sessions.Skip(sessions.Count - count).Select(s => s.Label)];
    }
}
