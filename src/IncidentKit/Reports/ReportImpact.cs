namespace IncidentKit.Reports;

/// <summary>What the outage cost. Not computed yet: null, with a basis that says so.</summary>
public sealed record ReportImpact(object? Markets, object? Data, object? Financial);
