namespace IncidentKit.Reports.Incident;

/// <summary>What the report was made from, and with.</summary>
internal sealed record ReportProvenance(
    string Tool,
    string Version,
    string Bundle,
    string? BundleSha256,
    IReadOnlyList<ReportInput> Inputs,
    string Tzdb,
    IReadOnlyList<ReportCalendar> Calendars
);
