namespace IncidentKit.Markets;

/// <summary>What an entry of a calendar file does to a day.</summary>
internal enum DayEffect
{
    /// <summary>No session, as planned.</summary>
    Closed,

    /// <summary>A session was planned and not held.</summary>
    Lost,

    /// <summary>A session was or will be held at hours that nobody knows.</summary>
    Unknown,

    /// <summary>No session of its own: trading stops early and its hours belong to the next session.</summary>
    Merged,

    /// <summary>A session on a day of the week without one.</summary>
    Extra,

    /// <summary>Another close.</summary>
    Close,

    /// <summary>Another open.</summary>
    Open,

    /// <summary>An unplanned halt.</summary>
    Halt,

    /// <summary>Something to know.</summary>
    Note,
}
