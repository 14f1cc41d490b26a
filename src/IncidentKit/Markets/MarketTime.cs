using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Markets;

/// <summary>How instants are written in a market's own time.</summary>
public static class MarketTime
{
    private static readonly ZonedDateTimePattern Pattern = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss x", null);

    /// <summary>A date as <c>2026-01-29</c>.</summary>
    public static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>Date, time to the second and the zone's abbreviation: <c>2026-01-29 11:36:40 EST</c>.</summary>
    public static string Text(Instant instant, DateTimeZone zone) => Pattern.Format(instant.InZone(zone));
}
