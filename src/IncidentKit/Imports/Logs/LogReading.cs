using NodaTime;

namespace IncidentKit.Imports.Logs;

/// <summary>How a log file is to be read, as far as the file does not say it itself.</summary>
public sealed record LogReading
{
    /// <summary>The zone of times that are written without one; null when it is not known.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>
    /// An instant that no event is later than by more than a day. It gives times without a year their year. Null when it is not known.
    /// </summary>
    public Instant? Latest { get; init; }

    /// <summary>What is looked for, half-open: a time without a year is one near to it. Null when it is not known.</summary>
    public Interval? Window { get; init; }

    /// <summary>The top-level member or column that holds the time; null to find it.</summary>
    public string? TimeField { get; init; }

    /// <summary>The top-level member or column that names the stream; null to find it.</summary>
    public string? StreamField { get; init; }

    /// <summary>How many cores to use, at least 1.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>
    /// The first event of a file whose times lack a year, in ticks of 100 ns since 1970-01-01T00:00Z; null where they have one.
    /// </summary>
    internal long? Anchor { get; init; }

    internal LogLimits Limits { get; init; } = LogLimits.Default;
}
