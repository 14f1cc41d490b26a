using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>
/// What would have told of the outage, when, and how much earlier than it was noticed.
/// The lead is null where nobody says when that was, or it would not have been earlier.
/// </summary>
internal sealed record ReportDetection(string Detector, Instant At, Duration? Earlier, string Why);
