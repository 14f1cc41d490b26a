using IncidentKit.Diagnosis;

namespace IncidentKit.Reports;

/// <summary>One action item.</summary>
public sealed record ReportActionItem(string Text, string? Owner, string? Due, string Type, string Priority, string? Finding);
