using NodaTime;

namespace IncidentKit.Reports;

/// <summary>[start, end).</summary>
public sealed record ReportWindow(Instant Start, Instant End);
