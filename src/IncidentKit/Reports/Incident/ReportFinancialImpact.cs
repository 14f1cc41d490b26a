using IncidentKit.Impact;

namespace IncidentKit.Reports.Incident;

/// <summary>What the outage may have cost.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Items">Parts of it, each with what is known of it.</param>
/// <param name="Reason">Why the status is what it is.</param>
/// <param name="Exposure">Positions that nobody watched; null where they were not computed.</param>
internal sealed record ReportFinancialImpact(
    FinancialStatus Status,
    IReadOnlyList<ReportFinancialItem> Items,
    string Reason,
    ReportExposure? Exposure
);
