using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A schedule with no fire time since the mitigation, and its next one.</summary>
internal sealed record ReportUnproven(string Schedule, Instant? NextFireTime);
