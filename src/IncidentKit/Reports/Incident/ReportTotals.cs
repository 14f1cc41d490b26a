namespace IncidentKit.Reports.Incident;

/// <summary>Sums over all schedules of the window.</summary>
internal sealed record ReportTotals(
    int Schedules,
    int SchedulesWithMissedRuns,
    int Expected,
    int Ran,
    int Late,
    int Failed,
    int Missed,
    int Unknown,
    int Optional,
    int Extra,
    int OutcomeUnknown,
    int Succeeded,
    int Running
);
