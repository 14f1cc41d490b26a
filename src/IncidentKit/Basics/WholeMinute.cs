using NodaTime;

namespace IncidentKit.Basics;

/// <summary>The minutes in which AWS and schedules count.</summary>
public static class WholeMinute
{
    /// <summary>The start of the minute of UTC that an instant lies in.</summary>
    public static Instant Of(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
}
