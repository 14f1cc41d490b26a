using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>Data that a service's runs are expected to bring.</summary>
public sealed record DatasetSettings
{
    /// <summary>Its name, <c>bars-1m</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds, <c>bars</c> or <c>news</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The time one entry stands for, more than zero; null when entries come irregularly.</summary>
    public Duration? Interval { get; init; }

    /// <summary>How many symbols have an entry each interval, at least 1; null when it has no symbols.</summary>
    public int? Symbols { get; init; }

    /// <summary>The phase of the trading day in which entries are expected; null for all the time.</summary>
    public TradablePhase? Phase { get; init; }

    /// <summary>Which interval the run of minute m fetches: 0 the one that starts at m, -1 the one before.</summary>
    public int BarOffset { get; init; }

    /// <summary>Whether missing entries can be fetched later; null when nobody said.</summary>
    public bool? Recoverable { get; init; }
}
