using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary>An event of a calendar file: a whole day, or the time of a session.</summary>
/// <param name="Uid">The same for the same market and day in every file.</param>
/// <param name="Summary">What people read.</param>
/// <param name="Date">The day.</param>
/// <param name="Time">From when to when; null for the whole day.</param>
/// <param name="Description">What else there is to know; empty for nothing.</param>
/// <param name="Tentative">Whether it follows from rules or has not been checked.</param>
internal sealed record IcsEvent(string Uid, string Summary, LocalDate Date, Interval? Time, string Description, bool Tentative)
{
    /// <summary>A day without a session, or with one at unknown hours.</summary>
    public static IcsEvent Of(ClosedDay day, MarketCalendar calendar) =>
        new(
            UidOf(day.Date, calendar),
            $"{calendar.Id} {(day.HoursUnknown ? "session at unknown hours" : "closed")}: {day.Name}",
            day.Date,
            null,
            Doubt(day.Projected, day.Unconfirmed),
            day.Projected || day.Unconfirmed || day.HoursUnknown
        );

    /// <summary>A session, from its open to its close.</summary>
    public static IcsEvent Of(TradingSession session, MarketCalendar calendar)
    {
        var (projected, unconfirmed) = (session.Is(SessionMarks.Projected), session.Is(SessionMarks.Unconfirmed));
        var remarks = SessionText.Remarks(session, calendar);
        return new IcsEvent(
            UidOf(session.Label, calendar),
            $"{calendar.Id} open{(session.Note is { } note ? $": {note}" : "")}",
            session.Label,
            new Interval(session.Open, session.Close),
            string.Join("\n", new[] { remarks, Doubt(projected, unconfirmed) }.Where(t => t.Length > 0)),
            projected || unconfirmed
        );
    }

    private static string UidOf(LocalDate day, MarketCalendar calendar) =>
        $"{calendar.Id.Replace('/', '-').ToLowerInvariant()}-{day.ToString("uuuuMMdd", null)}@incidentkit";

    private static string Doubt(bool projected, bool unconfirmed) =>
        projected ? "Follows from the market's rules; not announced."
        : unconfirmed ? "Not checked against the exchange's own notice."
        : "";
}
