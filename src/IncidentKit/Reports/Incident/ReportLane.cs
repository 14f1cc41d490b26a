namespace IncidentKit.Reports.Incident;

/// <summary>One schedule's window at a glance, for drawings.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Spans">Its fire times in order; those between spans left out where there are too many.</param>
/// <param name="SpansLeftOut">How many spans are left out.</param>
internal sealed record ReportLane(string Schedule, IReadOnlyList<ReportLaneSpan> Spans, int SpansLeftOut);
