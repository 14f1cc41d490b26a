namespace IncidentKit.Reports.Incident;

/// <summary>What the outage cost. Each part is null when nothing to compute it from was given; its basis says what.</summary>
/// <param name="Markets">By configured market.</param>
/// <param name="Data">By dataset.</param>
/// <param name="Financial">Money.</param>
internal sealed record ReportImpact(
    IReadOnlyList<ReportMarketImpact>? Markets,
    IReadOnlyList<ReportDataImpact>? Data,
    ReportFinancialImpact? Financial
);
