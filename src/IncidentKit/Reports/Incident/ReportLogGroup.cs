namespace IncidentKit.Reports.Incident;

/// <summary>A log group that <c>fix.sh</c> would create.</summary>
internal sealed record ReportLogGroup(string Name, string Region);
