using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>The day beside the days before it.</summary>
/// <param name="Days">How many days before it were asked for.</param>
/// <param name="Compared">Of how many of them a report is kept.</param>
/// <param name="Absent">The dates of the others: of those nothing is known here.</param>
/// <param name="Trend">The compared days, oldest first, and the day itself last.</param>
/// <param name="LostPerDay">Missed and failed runs a day over the compared days, to one decimal; null when none has counts.</param>
/// <param name="MeanStartDelay">The mean start delay over all timed runs of the compared days; null when none was timed.</param>
/// <param name="Recurrences">The schedules that lost runs in the day and in a compared one too.</param>
internal sealed record DailyComparison(
    int Days,
    int Compared,
    IReadOnlyList<LocalDate> Absent,
    IReadOnlyList<DailyTrendRow> Trend,
    decimal? LostPerDay,
    Duration? MeanStartDelay,
    IReadOnlyList<DailyRecurrence> Recurrences
);
