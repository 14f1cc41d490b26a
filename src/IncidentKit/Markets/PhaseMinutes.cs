namespace IncidentKit.Markets;

/// <summary>Whole minutes by phase. A minute m counts for a window [a, b) when a &lt;= m &lt; b, under the phase at m.</summary>
/// <param name="Pre">Minutes of trading before an open.</param>
/// <param name="Regular">Minutes of sessions outside breaks and halts.</param>
/// <param name="Break">Minutes of breaks and halts.</param>
/// <param name="Post">Minutes of trading after a close.</param>
/// <param name="Closed">Minutes without trading.</param>
/// <param name="Unknown">Minutes outside <see cref="MarketCalendar.Known"/> or on a day of unknown hours: neither lost nor safe.</param>
public readonly record struct PhaseMinutes(long Pre, long Regular, long Break, long Post, long Closed, long Unknown)
{
    /// <summary>All minutes of the window.</summary>
    public long Total => Pre + Regular + Break + Post + Closed + Unknown;

    /// <summary>The minutes of one phase.</summary>
    public long Of(MarketPhase phase) =>
        phase switch
        {
            MarketPhase.Pre => Pre,
            MarketPhase.Regular => Regular,
            MarketPhase.Break => Break,
            MarketPhase.Post => Post,
            MarketPhase.Closed => Closed,
            _ => Unknown,
        };

    /// <summary>The minutes of two windows that do not overlap.</summary>
    public static PhaseMinutes operator +(PhaseMinutes a, PhaseMinutes b) =>
        new(a.Pre + b.Pre, a.Regular + b.Regular, a.Break + b.Break, a.Post + b.Post, a.Closed + b.Closed, a.Unknown + b.Unknown);

    /// <summary>The minutes of two windows that do not overlap.</summary>
    public static PhaseMinutes Add(PhaseMinutes a, PhaseMinutes b) => a + b;
}
