using NodaTime;

namespace IncidentKit.Claims;

/// <summary>What is said of the market.</summary>
internal enum MarketStatement
{
    /// <summary>There was no regular session.</summary>
    Closed,

    /// <summary>There was a regular session.</summary>
    Open,

    /// <summary>It was the moment of the close.</summary>
    AtClose,

    /// <summary>It was the moment of the open.</summary>
    AtOpen,

    /// <summary>A length of time before the next open.</summary>
    BeforeOpen,

    /// <summary>A length of time after the last open.</summary>
    AfterOpen,

    /// <summary>A length of time before the next close.</summary>
    BeforeClose,

    /// <summary>A length of time after the last close.</summary>
    AfterClose,
}

/// <summary>A statement about the market, and the times it is made of.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Statement">What is said.</param>
/// <param name="Sentence">The sentence it stands in.</param>
/// <param name="Distance">How long before or after; null for statements without.</param>
/// <param name="OfTheIncident">Whether, without a time of its own, it is said of the incident as a whole.</param>
internal sealed record MarketClaim(
    Passage Passage,
    int Start,
    int End,
    MarketStatement Statement,
    Sentence Sentence,
    DurationClaim? Distance,
    bool OfTheIncident
) : Claim(Passage, Start, End)
{
    /// <summary>The times it is about.</summary>
    public IReadOnlyList<TimeClaim> Times { get; init; } = [];

    /// <summary>The window it is about; null where only times, or nothing, is known.</summary>
    public Interval? Window { get; init; }
}
