using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One phase of a market's session that reaches into the window.</summary>
/// <param name="Market">The market's code.</param>
/// <param name="Date">The session's label.</param>
/// <param name="Phase">pre, regular or post.</param>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end, exclusive.</param>
internal sealed record ReportSession(string Market, LocalDate Date, MarketPhase Phase, Instant Start, Instant End);
