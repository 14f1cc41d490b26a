using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>How far the outage reached into one phase of a session.</summary>
/// <param name="Date">The session's label, the market's date.</param>
/// <param name="Phase">pre, regular or post.</param>
/// <param name="Open">The beginning of the phase.</param>
/// <param name="Close">Its end.</param>
/// <param name="OverlapMinutes">Minutes of the outage in it.</param>
/// <param name="Note">What is not ordinary about the session; null when nothing is.</param>
internal sealed record ReportSessionOverlap(
    LocalDate Date,
    MarketPhase Phase,
    Instant Open,
    Instant Close,
    long? OverlapMinutes,
    string? Note
);
