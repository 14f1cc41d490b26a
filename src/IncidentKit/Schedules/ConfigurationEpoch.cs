using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>A stretch of time in which a schedule had one configuration: [<see cref="From"/>, <see cref="To"/>).</summary>
internal sealed record ConfigurationEpoch
{
    /// <summary>Start, inclusive; null when it reaches back further than the evidence.</summary>
    public required Instant? From { get; init; }

    /// <summary>End, exclusive; null for the epoch in force when the evidence was recorded.</summary>
    public required Instant? To { get; init; }

    /// <summary>The configuration; for an unknown epoch the one that followed it.</summary>
    public required Schedule Configuration { get; init; }

    /// <summary>False when the schedule was disabled or deleted.</summary>
    public required bool Active { get; init; }

    /// <summary>False when the configuration before the first recorded change is only assumed: then an absent run proves nothing.</summary>
    public required bool Known { get; init; }

    /// <summary>Whether this epoch was in force at <paramref name="instant"/>.</summary>
    public bool Contains(Instant instant) => (From is null || From <= instant) && (To is null || instant < To);
}
