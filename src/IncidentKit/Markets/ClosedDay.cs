using NodaTime;

namespace IncidentKit.Markets;

/// <summary>A day that has a regular session in an ordinary week, and had none; or one whose session is at unknown hours.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Name">The holiday, or the reason.</param>
/// <param name="Lost">Whether a session was planned and could not be held, as in an outage of the exchange.</param>
/// <param name="Projected">Whether it follows from a rule and has not been announced.</param>
/// <param name="Unconfirmed">Whether it rests on a fact nobody has checked.</param>
public sealed record ClosedDay(LocalDate Date, string Name, bool Lost, bool Projected, bool Unconfirmed)
{
    /// <summary>Whether there is a session at hours that the calendar does not know, so that the day is neither open nor closed.</summary>
    public bool HoursUnknown { get; init; }
}
