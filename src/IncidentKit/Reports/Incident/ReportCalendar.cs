using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A market calendar the report used.</summary>
public sealed record ReportCalendar(string Id, string Version, LocalDate ValidThrough);
