using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>[start, end).</summary>
public sealed record ReportWindow(Instant Start, Instant End);
