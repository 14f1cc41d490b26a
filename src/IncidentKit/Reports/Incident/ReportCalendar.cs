using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A market calendar the report used.</summary>
internal sealed record ReportCalendar(string Id, string Version, LocalDate ValidThrough);
