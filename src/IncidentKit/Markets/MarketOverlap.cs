using System.Collections.Immutable;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>What a window [start, end) has in common with a market.</summary>
/// <param name="Minutes">Whole minutes by phase; their total is that of the window.</param>
/// <param name="Touched">
/// The sessions of which some phase (before, regular, break or after) shares an instant with the window, in order.
/// </param>
/// <param name="Sessions">How many of them share an instant with the window between their open and their close, breaks included.</param>
/// <param name="Opens">The opens inside the window: start &lt;= open &lt; end.</param>
/// <param name="Closes">The closes inside the window: start &lt;= close &lt; end.</param>
/// <param name="Lost">The days inside the window on which sessions were planned but not held.</param>
/// <param name="IsKnown">
/// Whether the calendar knows all of the window. Where it does not, its minutes are unknown and the lists may lack something.
/// </param>
public sealed record MarketOverlap(
    PhaseMinutes Minutes,
    ImmutableArray<SessionOverlap> Touched,
    int Sessions,
    ImmutableArray<Instant> Opens,
    ImmutableArray<Instant> Closes,
    ImmutableArray<ClosedDay> Lost,
    bool IsKnown
);
