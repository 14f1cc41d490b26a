using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A time without events that is longer than usual, half-open; it may reach out of the window.</summary>
/// <param name="Start">Its first silent minute.</param>
/// <param name="End">The first minute with events after it, or the end of what was looked at.</param>
/// <param name="Usual">How long silence usually lasts at that time.</param>
/// <param name="Limit">What is longer than usual at that time.</param>
/// <param name="Days">How many days of the past say so.</param>
internal sealed record ReportSilentSpan(Instant Start, Instant End, Duration Usual, Duration Limit, int Days);
