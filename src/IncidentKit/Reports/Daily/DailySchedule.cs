using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>One schedule and what became of its fire times in the day.</summary>
internal sealed record DailySchedule(
    string Name,
    string Group,
    string? Expression,
    string TimeZone,
    string State,
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
    int OutcomeUnknown,
    ReportLengths? Lengths
);
