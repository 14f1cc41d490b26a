using IncidentKit.Impact;

namespace IncidentKit.Reports.Incident;

/// <summary>One part of the financial impact.</summary>
/// <param name="Kind">stated, missedSignals or missedOrders.</param>
/// <param name="Status">What is known of it.</param>
/// <param name="Text">What a person said; null when nobody did.</param>
/// <param name="By">Who said it; null when nobody did.</param>
/// <param name="Reason">Why it is unknown; null when it is not.</param>
internal sealed record ReportFinancialItem(string Kind, FinancialStatus Status, string? Text, string? By, string? Reason);
