namespace IncidentKit.Reports.Incident;

/// <summary>What a file lacks of one symbol.</summary>
public sealed record ReportSymbolLoss(string Symbol, long Missing, IReadOnlyList<ReportWindow> Windows);
