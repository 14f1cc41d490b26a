using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>An earlier incident with a finding of this one.</summary>
/// <param name="Report">The name of the earlier report's file or folder.</param>
/// <param name="Title">Its title.</param>
/// <param name="Onset">Its onset; null when it had none.</param>
/// <param name="Findings">The findings both have.</param>
/// <param name="Schedules">The schedules of these findings in both; empty when it was others.</param>
internal sealed record ReportRecurrence(
    string Report,
    string Title,
    Instant? Onset,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Schedules
);
