using NodaTime;

namespace IncidentKit.Claims.Reading.Market;

/// <summary>A statement about a market in the tokens of a sentence: from one token up to another.</summary>
internal sealed record MarketPhrase(int First, int End, MarketStatement Statement)
{
    public MarketEvent Event { get; init; }

    public DurationClaim? Distance { get; init; }

    public string? Venue { get; init; }

    public bool IsWeak { get; init; }

    /// <summary>Whether it speaks in the present tense, as of what happens each day.</summary>
    public bool IsPresent { get; init; }

    /// <summary>Whether it says of the day that the report tells of what day that was.</summary>
    public bool IsOfItsDay { get; init; }

    /// <summary>Whether it says what an event's own time is: where it heads a row, the row's.</summary>
    public bool NeedsTime { get; init; }

    /// <summary>The token of the time beside it; -1 where none is.</summary>
    public int Time { get; init; } = -1;

    public int Date { get; init; } = -1;

    public LocalTime? BareHour { get; init; }

    public IsoDayOfWeek? Weekday { get; init; }
}
