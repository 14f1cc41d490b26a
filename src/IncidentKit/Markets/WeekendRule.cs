namespace IncidentKit.Markets;

/// <summary>Where a holiday on Saturday or Sunday is kept instead.</summary>
internal enum WeekendRule
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>On the Monday after it.</summary>
    Monday,

    /// <summary>A Sunday on the Monday after it, a Saturday nowhere.</summary>
    SundayToMonday,

    /// <summary>A Saturday on the Friday before it, a Sunday on the Monday after it.</summary>
    Nearest,

    /// <summary>On the Friday before it.</summary>
    Friday,

    /// <summary>On the next weekday that no earlier holiday has taken; so too a weekday that is taken.</summary>
    NextFree,
}
