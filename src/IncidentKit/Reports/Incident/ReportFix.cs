using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A change that put a schedule of the outage right, and the first good fire time after it; null when none has come yet.</summary>
internal sealed record ReportFix(
    string Schedule,
    Instant At,
    string By,
    string Field,
    string? Before,
    string? After,
    Instant? FirstGoodRun,
    IReadOnlyList<string> Evidence
);
