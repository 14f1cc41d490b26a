using NodaTime;

namespace IncidentKit.Claims;

/// <summary>A milestone of the incident and when it was, as a field says.</summary>
/// <param name="Field">The field.</param>
/// <param name="Milestone">Which.</param>
/// <param name="Time">When; null where only a date is given.</param>
/// <param name="Date">The date, where no time is given.</param>
internal sealed record MomentClaim(FieldClaim Field, Milestone Milestone, TimeClaim? Time, DateClaim? Date)
{
    /// <summary>What is written of when it was.</summary>
    public Claim Value => (Claim?)Time ?? Date!;

    private IReadOnlyList<LocalDate> Days => Time?.StatedDays ?? Date!.Days;

    /// <summary>Whether it lies before another, however both are read.</summary>
    public bool IsBefore(MomentClaim other)
    {
        if (Time is { } time && other.Time is { } then)
            return ClockReadings.Differences(time, then) is { Count: > 0 } all && all.All(d => d > Duration.Zero);
        // A time zone may put the day of one of them off by one.
        var slack = Time is null && other.Time is null ? 0 : 1;
        return ClockReadings.Days(Days, other.Days).ToList() is { Count: > 0 } days
            && days.TrueForAll(d => Period.DaysBetween(d.From, d.To) > slack);
    }
}
