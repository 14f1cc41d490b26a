using IncidentKit.Analysis;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Whether the system was ready for the next open when the evidence was recorded.</summary>
/// <param name="Verdict">Ready, not ready or unknown.</param>
/// <param name="Reasons">What the verdict rests on, one sentence each.</param>
/// <param name="Market">The market whose open is meant; null where none is named.</param>
/// <param name="NextOpen">Its next open after the window; null when unknown.</param>
/// <param name="TimeToNextOpen">From the end of the window to it.</param>
internal sealed record ReportReadiness(
    Readiness Verdict,
    IReadOnlyList<string> Reasons,
    string? Market,
    Instant? NextOpen,
    Duration? TimeToNextOpen
);
