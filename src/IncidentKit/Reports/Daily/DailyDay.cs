using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>The day of a daily report: [start, end).</summary>
/// <param name="Date">Its date; a session's label.</param>
/// <param name="Kind">What its dates count: <c>calendar day in UTC</c>, <c>session of XNYS</c>.</param>
/// <param name="TimeZone">The zone of the date.</param>
/// <param name="Market">The market of which it is a session; null for a calendar day.</param>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end, exclusive.</param>
/// <param name="CoveredFrom">From when on it was recorded.</param>
/// <param name="CoveredTo">Until when it was recorded, exclusive.</param>
internal sealed record DailyDay(
    LocalDate Date,
    string Kind,
    string TimeZone,
    string? Market,
    Instant Start,
    Instant End,
    Instant CoveredFrom,
    Instant CoveredTo
)
{
    /// <summary>A day, and what of it was recorded.</summary>
    public static DailyDay Of(ReportDay day, Interval covered) =>
        new(day.Date, day.Kind, day.Zone.Id, day.Market?.Id, day.Window.Start, day.Window.End, covered.Start, covered.End);
}
