using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>A schedule that lost runs in the day and on earlier ones.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Days">On how many of the compared days.</param>
/// <param name="Dates">Which, oldest first.</param>
internal sealed record DailyRecurrence(string Schedule, int Days, IReadOnlyList<LocalDate> Dates);
