namespace IncidentKit.Markets;

/// <summary>How a session differs from an ordinary one, and how sure the calendar is of it.</summary>
[Flags]
public enum SessionMarks
{
    /// <summary>An ordinary session.</summary>
    None = 0,

    /// <summary>It ended before the regular close.</summary>
    EarlyClose = 1,

    /// <summary>It ended after the regular close.</summary>
    LateClose = 2,

    /// <summary>It began after the regular open.</summary>
    LateOpen = 4,

    /// <summary>It was halted; see <see cref="TradingSession.Halts"/>.</summary>
    Halted = 8,

    /// <summary>It was held on a holiday, or on a day of the week without regular sessions.</summary>
    Extra = 16,

    /// <summary>It follows from the rules and has not been announced or has not happened.</summary>
    Projected = 32,

    /// <summary>Its times rest on a fact nobody has checked; a report says so.</summary>
    Unconfirmed = 64,
}
