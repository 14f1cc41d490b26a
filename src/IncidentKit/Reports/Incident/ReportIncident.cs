using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>The chosen outage; its status is that of all outages together. Times to are counted from the onset.</summary>
internal sealed record ReportIncident(
    string Title,
    string? Severity,
    string Status,
    Instant? Onset,
    bool? OnsetAtOrBefore,
    ReportTrigger? Trigger,
    Instant? Detected,
    Instant? RecoveryStarted,
    Instant? Mitigated,
    Instant? Resolved,
    IReadOnlyList<ReportUnproven> Unproven,
    Duration? TimeToDetect,
    Duration? TimeToMitigate,
    Duration? TimeToResolve,
    Duration? Duration,
    Duration? DurationAtLeast
)
{
    /// <summary>The severity that the measurement suggests; null without an outage.</summary>
    public ReportSuggestedSeverity? SuggestedSeverity { get; init; }
}
