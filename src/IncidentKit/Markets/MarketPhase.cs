namespace IncidentKit.Markets;

/// <summary>What a market does at an instant. Every instant has exactly one phase.</summary>
public enum MarketPhase
{
    /// <summary>
    /// The calendar does not know: the instant lies outside <see cref="MarketCalendar.Known"/> or on a day of unknown hours. Never a guess.
    /// </summary>
    Unknown,

    /// <summary>No trading.</summary>
    Closed,

    /// <summary>Trading before the session's open.</summary>
    Pre,

    /// <summary>The session, outside its breaks.</summary>
    Regular,

    /// <summary>Inside the session, but in a lunch break, a planned halt or an unplanned one: not tradable.</summary>
    Break,

    /// <summary>Trading after the session's close.</summary>
    Post,
}
