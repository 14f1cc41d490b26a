using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>Sums over all schedules of the day; the mean is over all runs that were timed, and null when none was.</summary>
internal sealed record DailyTotals(
    int Schedules,
    int SchedulesWithLosses,
    int Expected,
    int Ran,
    int Late,
    int Failed,
    int Missed,
    int Unknown,
    int Optional,
    int Extra,
    int TimedRuns,
    Duration? MeanStartDelay,
    int Succeeded,
    int OutcomeUnknown
);
