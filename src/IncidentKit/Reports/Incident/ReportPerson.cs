namespace IncidentKit.Reports.Incident;

/// <summary>Somebody who took part.</summary>
public sealed record ReportPerson(string Name, string? Role);
