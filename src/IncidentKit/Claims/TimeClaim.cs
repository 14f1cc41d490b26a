using NodaTime;

namespace IncidentKit.Claims;

/// <summary>A time of day, with the date and the zone that belong to it.</summary>
internal sealed record TimeClaim(Passage Passage, int Start, int End, LocalTime Time) : Claim(Passage, Start, End)
{
    /// <summary>Whether seconds are written.</summary>
    public bool HasSeconds { get; init; }

    /// <summary>Whether it is said to be about then.</summary>
    public bool IsAbout { get; init; }

    /// <summary>Whether AM or PM is written, or the hour needs none.</summary>
    public bool HasHalf { get; init; }

    /// <summary>The zone written beside it; null where none is.</summary>
    public ZoneMark? WrittenZone { get; init; }

    /// <summary>The zone that holds for it; null where it cannot be told.</summary>
    public ZoneMark? Zone { get; init; }

    /// <summary>The date written beside it; null where none is.</summary>
    public DateClaim? WrittenDate { get; init; }

    /// <summary>
    /// The days that are written for it, beside it, in its row or its heading; several where the date has several readings.
    /// </summary>
    public IReadOnlyList<LocalDate> StatedDays { get; init; } = [];

    /// <summary>The day that holds for it, in its zone; null where it cannot be told.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>The same moment by another clock, written behind it in brackets or behind a slash.</summary>
    public TimeClaim? OtherClock { get; init; }

    /// <summary>The instant; null where its day or zone cannot be told or the zone has several readings that differ.</summary>
    public Instant? Instant
    {
        get
        {
            if (Day is not { } day || Zone is not { } zone)
                return null;
            var instants = zone.Zones.Select(z => (day + Time).InZoneLeniently(z).ToInstant()).Distinct().Take(2).ToList();
            return instants.Count == 1 ? instants[0] : null;
        }
    }

    /// <summary>Where it and its other clock end.</summary>
    public int FullEnd =>
        OtherClock is { } other
            ? Passage.Text.AsSpan(other.End).StartsWith(")")
                ? other.End + 1
                : other.End
            : End;
}
