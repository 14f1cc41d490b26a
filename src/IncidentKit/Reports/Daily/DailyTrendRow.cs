using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>One day's counts; null where no schedule was known.</summary>
internal sealed record DailyTrendRow(
    LocalDate Date,
    int? Expected,
    int? Late,
    int? Failed,
    int? Missed,
    int? Unknown,
    Duration? MeanStartDelay
);
