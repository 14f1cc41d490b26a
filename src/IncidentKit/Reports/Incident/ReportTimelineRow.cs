using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One row of the timeline.</summary>
internal sealed record ReportTimelineRow(Instant At, string? Local, string Text, string Source, IReadOnlyList<string> Evidence);
