using NodaTime;

namespace IncidentKit.Markets;

/// <summary>A time inside a session without trading.</summary>
/// <param name="Start">The first instant without trading.</param>
/// <param name="End">The first instant of trading again; after <paramref name="Start"/>.</param>
public readonly record struct SessionBreak(Instant Start, Instant End);
