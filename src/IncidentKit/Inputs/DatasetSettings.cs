using NodaTime;

namespace IncidentKit.Inputs;

/// <summary>Data that a service's runs are expected to bring.</summary>
public sealed record DatasetSettings
{
    /// <summary>The kind of datasets that hold bars.</summary>
    public const string Bars = "bars";

    /// <summary>Its name, <c>bars-1m</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What it holds. <c>bars</c> has one entry for each symbol and interval.
    /// Anything else, such as <c>news</c>, is events that come irregularly.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Whether it holds bars; then it has an <see cref="Interval"/>.</summary>
    public bool HoldsBars => Kind == Bars;

    /// <summary>The time one entry stands for, more than zero; null when entries come irregularly.</summary>
    public Duration? Interval { get; init; }

    /// <summary>How many symbols have an entry each interval, at least 1; null when it has no symbols.</summary>
    public int? Symbols { get; init; }

    /// <summary>The symbols by name; empty when only their number is known.</summary>
    public IReadOnlyList<string> SymbolNames { get; init; } = [];

    /// <summary>The phase of the trading day in which entries are expected; null for all the time.</summary>
    public TradablePhase? Phase { get; init; }

    /// <summary>The market whose phases count; null for the first one of the settings.</summary>
    public string? Market { get; init; }

    /// <summary>Which interval the run of minute m fetches: 0 the one that starts at m, -1 the one before.</summary>
    public int BarOffset { get; init; }

    /// <summary>Whether missing entries can be fetched later; null when nobody said.</summary>
    public bool? Recoverable { get; init; }

    /// <summary>File of the entries that are there (CSV or NDJSON), relative to the settings file; null when not given.</summary>
    public string? File { get; init; }

    /// <summary>The line of the settings file it begins on, from 1.</summary>
    public int Line { get; init; }
}
