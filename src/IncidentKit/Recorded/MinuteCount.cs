using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>The events of one minute.</summary>
/// <param name="Minute">The minute's start.</param>
/// <param name="Events">How many events it has, at least 1.</param>
public readonly record struct MinuteCount(Instant Minute, long Events)
{
    /// <summary>The minute's end, exclusive.</summary>
    public Instant End => Minute + Duration.FromMinutes(1);

    /// <summary>
    /// The index of the first of some minutes in order that begins at or after an instant. Their number when there is none.
    /// </summary>
    public static int IndexOf(IReadOnlyList<MinuteCount> minutes, Instant from) =>
        minutes.CountBefore(from, static (m, at) => m.Minute < at);
}
