using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Consecutive fire times of one schedule that went alike.</summary>
/// <param name="Kind">How they went.</param>
/// <param name="Start">The first of them.</param>
/// <param name="End">The first fire time that went otherwise, or the end of the window.</param>
/// <param name="Runs">How many there are.</param>
internal sealed record ReportLaneSpan(LaneSpanKind Kind, Instant Start, Instant End, int Runs);
