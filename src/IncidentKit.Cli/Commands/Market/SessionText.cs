using System.Globalization;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Cli.Commands.Market;

/// <summary>A session as the verbs of <c>market</c> show it.</summary>
internal static class SessionText
{
    /// <summary>What is not ordinary about a session, and its breaks.</summary>
    public static string Remarks(TradingSession session, MarketCalendar calendar) =>
        string.Join(
            ", ",
            [
                .. session.Breaks.Select(b => $"break {Between(b, calendar)}"),
                .. session.Halts.Select(h => $"halted {Between(h, calendar)}"),
                .. session.Remarks() is { } remarks ? [remarks] : Array.Empty<string>(),
            ]
        );

    private static string Between(SessionBreak pause, MarketCalendar calendar) =>
        $"{Clock(pause.Start, calendar)} to {Clock(pause.End, calendar)}";

    /// <summary>A session as JSON shows it.</summary>
    public static object Model(TradingSession session) =>
        new
        {
            date = MarketTime.Date(session.Label),
            session.PreOpen,
            session.Open,
            breaks = session.Breaks,
            halts = session.Halts,
            session.Close,
            session.PostClose,
            marks = session.Marks == SessionMarks.None
                ? []
                : session.Marks.ToString().Split(", ").Select(m => char.ToLowerInvariant(m[0]) + m[1..]),
            session.Note,
        };

    /// <summary>A day without a session, or with one at unknown hours.</summary>
    public static string Closed(ClosedDay day) =>
        $"{(day.HoursUnknown ? "session at unknown hours" : "closed")}: {day.Name}"
        + $"{(day.Projected ? " (projected)" : "")}{(day.Unconfirmed ? " (unconfirmed)" : "")}";

    /// <summary>What the calendar says of a date, on one line.</summary>
    public static string Day(LocalDate date, MarketCalendar calendar)
    {
        if (calendar.Sessions(date, date) is not [var session, ..])
            return calendar.ClosedDays(date, date) is [var day, ..] ? Closed(day) : "no session";
        var around = new[] { Mark("pre", session.PreOpen), Mark("post", session.PostClose), Remarks(session, calendar) };
        return string.Join(", ", new[] { $"{At(session.Open)} to {At(session.Close)}" }.Concat(around.Where(t => t.Length > 0)));

        string Mark(string name, Instant? at) => at is { } known ? $"{name} {At(known)}" : "";

        string At(Instant instant)
        {
            var local = instant.InZone(calendar.TimeZone).LocalDateTime;
            return local.ToString(local.Date == session.Label ? "HH:mm" : "uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>An instant as the market's clock shows it, with its offset.</summary>
    public static string Local(Instant instant, MarketCalendar calendar) => MarketTime.Text(instant, calendar.TimeZone);

    /// <summary>A session's open and close as the market's clock shows them.</summary>
    public static string Hours(TradingSession session, MarketCalendar calendar, string between) =>
        $"{Local(session.Open, calendar)}{between}{Local(session.Close, calendar)}";

    private static string Clock(Instant instant, MarketCalendar calendar) =>
        instant.InZone(calendar.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);
}
