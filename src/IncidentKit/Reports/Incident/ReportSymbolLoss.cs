namespace IncidentKit.Reports.Incident;

/// <summary>What a file lacks of one symbol.</summary>
internal sealed record ReportSymbolLoss(string Symbol, long Missing, IReadOnlyList<ReportWindow> Windows);
