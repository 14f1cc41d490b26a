using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One outage; <c>end</c> is its mitigation.</summary>
internal sealed record ReportOutage(
    string Id,
    Instant Onset,
    Instant? End,
    IReadOnlyList<string> Schedules,
    string? Trigger,
    IReadOnlyList<string> Findings,
    int Lost,
    int Due,
    Instant LastLost,
    bool NowAndThen
);
