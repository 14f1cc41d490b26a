namespace IncidentKit.Reports.Incident;

/// <summary>A file the report was made from.</summary>
public sealed record ReportInput(string Name, string? Sha256);
