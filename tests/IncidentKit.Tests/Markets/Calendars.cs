using IncidentKit.Markets;
using IncidentKit.Testing;
using NodaTime.Text;

namespace IncidentKit.Tests.Markets;

/// <summary>Short forms for tables of sessions.</summary>
internal static class Calendars
{
    public static string Folder { get; } = Path.Combine(Snapshot.ProjectDirectory(typeof(Calendars).Assembly), "Markets");

    public static MarketCalendar Calendar(string id) => MarketCalendars.Embedded.Get(id);

    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static TradingSession? Session(string id, string label) => Calendar(id).Sessions(Day(label), Day(label)).SingleOrDefault();

    /// <summary><c>09:00-11:30 12:30-15:00</c> on the market's clock, a day before the label marked &lt;, one further before marked &lt;&lt;; or <c>closed</c>.</summary>
    public static string Local(string id, string label)
    {
        if (Session(id, label) is not { } session)
            return "closed";
        DateTimeZone zone = Calendar(id).TimeZone;
        var at = new List<Instant> { session.Open };
        foreach (SessionBreak pause in session.Breaks)
            at.AddRange([pause.Start, pause.End]);
        at.Add(session.Close);
        return string.Join(' ', at.Chunk(2).Select(part => $"{Clock(part[0])}-{Clock(part[1])}"));
        string Clock(Instant instant)
        {
            LocalDateTime local = instant.InZone(zone).LocalDateTime;
            int before = Period.DaysBetween(local.Date, session.Label);
            return before < 0 ? "24:00" : new string('<', before) + local.TimeOfDay.ToString("HH:mm", null);
        }
    }

    public static MarketCalendar Parse(string body) => MarketCalendar.Parse("market.yaml", Head + body);

    public const string Head = """
        id: XTST
        name: Test
        version: "1"
        zone: Europe/London
        validFrom: 2024-01-01
        validThrough: 2024-12-31

        """;
}
