namespace IncidentKit.Reports.Incident;

/// <summary>What people learnt.</summary>
internal sealed record ReportLessons(
    IReadOnlyList<ReportStatement> WentWell,
    IReadOnlyList<ReportStatement> WentBadly,
    IReadOnlyList<ReportStatement> Lucky
);
