using NodaTime;

namespace IncidentKit.Claims;

/// <summary>How long the incident took, or how long until a milestone of it.</summary>
/// <param name="Length">The length.</param>
/// <param name="To">The milestone up to which it counts; null for the length of the whole.</param>
/// <param name="What">What it is called.</param>
/// <param name="Field">The field that says so; null where a sentence does.</param>
internal sealed record LengthClaim(DurationClaim Length, Milestone? To, string What, FieldClaim? Field)
{
    /// <summary>Whether a sentence tells it of a state ("was down for"), and not of the incident by its name.</summary>
    public bool IsOfState { get; init; }

    /// <summary>The day that its sentence names: it may be of that day alone.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>
    /// What two lengths have in common that should be one: both of the whole, or until what goes by one name; of one day.
    /// </summary>
    public (string What, LocalDate? Day) Same => (To is null ? "" : What, Day);
}
