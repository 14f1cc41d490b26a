using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A run started by hand.</summary>
internal sealed record ReportManualRun(string Schedule, Instant At, string? By, string TaskId, IReadOnlyList<string> Evidence);
