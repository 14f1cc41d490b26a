using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>How far an outage reached into one phase of a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Phase">Pre, regular or post.</param>
/// <param name="Start">The beginning of the phase.</param>
/// <param name="End">Its end, exclusive.</param>
/// <param name="Minutes">Minutes of the outage in it, breaks and halts left out; more than zero.</param>
internal sealed record PhaseOverlap(TradingSession Session, MarketPhase Phase, Instant Start, Instant End, long Minutes);
