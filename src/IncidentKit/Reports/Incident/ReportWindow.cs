using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>[start, end).</summary>
internal sealed record ReportWindow(Instant Start, Instant End);
