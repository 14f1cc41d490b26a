namespace IncidentKit.Markets;

/// <summary>What a window has in common with one session.</summary>
/// <param name="Session">The session, of which some phase shares an instant with the window.</param>
/// <param name="Minutes">The minutes of the session's own phases inside the window; closed and unknown are 0.</param>
public readonly record struct SessionOverlap(TradingSession Session, PhaseMinutes Minutes)
{
    /// <summary>The minutes of its phases in all.</summary>
    public long Total => Minutes.Total;
}
