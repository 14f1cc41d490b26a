namespace IncidentKit.Reports.Incident;

/// <summary>A file the report was made from.</summary>
internal sealed record ReportInput(string Name, string? Sha256);
