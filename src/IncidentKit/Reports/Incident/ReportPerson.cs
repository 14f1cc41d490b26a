namespace IncidentKit.Reports.Incident;

/// <summary>Somebody who took part.</summary>
internal sealed record ReportPerson(string Name, string? Role);
