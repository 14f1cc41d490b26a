using NodaTime;

namespace IncidentKit.Claims;

/// <summary>What is said of the market at the moments a statement is about.</summary>
internal enum MarketStatement
{
    /// <summary>There was a regular session.</summary>
    Open,

    /// <summary>There was no regular session.</summary>
    Closed,

    /// <summary>It was the trading before the open.</summary>
    Pre,

    /// <summary>It was the trading after the close.</summary>
    Post,

    /// <summary>It was the break in the middle of the session.</summary>
    Break,

    /// <summary>The day had no session, being a holiday.</summary>
    Holiday,

    /// <summary>The day had no session, being a Saturday or Sunday.</summary>
    Weekend,

    /// <summary>The session of the day was shorter than others.</summary>
    ShortDay,

    /// <summary>It was the moment of an event, as people say it of what happened near it.</summary>
    At,

    /// <summary>It was before an event: by a length of time, or on that side of it.</summary>
    Before,

    /// <summary>It was after an event: by a length of time, or on that side of it.</summary>
    After,

    /// <summary>It is the time of an event itself.</summary>
    Is,

    /// <summary>It is the time, or the day, of the next event.</summary>
    Next,

    /// <summary>No minute of a session lies in the window.</summary>
    NoMinute,
}

/// <summary>What happens to a market each day.</summary>
internal enum MarketEvent
{
    /// <summary>The statement is about a state, not an event.</summary>
    None,

    Open,

    Close,

    /// <summary>The bell: that of the open or that of the close.</summary>
    Bell,
}

/// <summary>What a statement without a time of its own is about.</summary>
internal enum MarketScope
{
    /// <summary>Nothing that could be told.</summary>
    Unknown,

    /// <summary>The beginning of the incident.</summary>
    Onset,

    /// <summary>The incident from its beginning to its end.</summary>
    Incident,

    /// <summary>What the sentence before it tells of, else the incident.</summary>
    Before,
}

/// <summary>
/// A statement about the market, and the readings of the moment it is about: it is wrong only if it is wrong for all of them.
/// </summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Sentence">The sentence it stands in.</param>
/// <param name="Statement">What is said.</param>
internal sealed record MarketClaim(Passage Passage, int Start, int End, Sentence Sentence, MarketStatement Statement)
    : Claim(Passage, Start, End)
{
    /// <summary>The event it is said of.</summary>
    public MarketEvent Event { get; init; }

    /// <summary>How long before or after; null where that is not said.</summary>
    public DurationClaim? Distance { get; init; }

    /// <summary>The code of the market that is named; null where any may be meant.</summary>
    public string? Venue { get; init; }

    /// <summary>What it is about where no time is.</summary>
    public MarketScope Scope { get; init; }

    /// <summary>Whether it says, of the day that the report tells of, what day that was.</summary>
    public bool IsOfItsDay { get; init; }

    /// <summary>Whether its words mean a market only in a report that speaks of markets elsewhere: "after hours", "the session".</summary>
    public bool IsWeak { get; init; }

    /// <summary>Where the time stands that belongs to it, in the passage's text; null where none stands beside it.</summary>
    public int? TimeAt { get; init; }

    /// <summary>Where the date stands that belongs to it, in the passage's text; null where none stands beside it.</summary>
    public int? DateAt { get; init; }

    /// <summary>The hour beside it that has neither minutes nor AM or PM: "closed by 4"; null where none is.</summary>
    public LocalTime? BareHour { get; init; }

    /// <summary>The weekday beside it that has no date; null where none is.</summary>
    public IsoDayOfWeek? Weekday { get; init; }

    /// <summary>The moments that may be meant; empty where none can be told.</summary>
    public IReadOnlyList<Instant> Moments { get; init; } = [];

    /// <summary>The moments that may be meant, where their zone is not said.</summary>
    public IReadOnlyList<LocalDateTime> LocalMoments { get; init; } = [];

    /// <summary>The moments that may be meant by the market's own clock: of times whose zone the report only seems to give.</summary>
    public IReadOnlyList<LocalDateTime> WallMoments { get; init; } = [];

    /// <summary>The days that may be meant, for what is said of a day.</summary>
    public IReadOnlyList<LocalDate> Days { get; init; } = [];

    /// <summary>The window it is about; null where only moments, or nothing, is known.</summary>
    public Interval? Window { get; init; }

    /// <summary>The same statement, made of an incident where neither a time nor a window of the text can be meant.</summary>
    /// <param name="incident">When that was; null where that is not known.</param>
    public MarketClaim Within(Interval? incident) =>
        Scope != MarketScope.Unknown && Window is null && Moments.Count + LocalMoments.Count + Days.Count == 0
            ? this with
            {
                Window = incident,
            }
            : this;
}
