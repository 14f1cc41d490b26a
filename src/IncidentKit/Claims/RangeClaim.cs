using NodaTime;

namespace IncidentKit.Claims;

/// <summary>From one time to another.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
internal sealed record RangeClaim(TimeClaim From, TimeClaim To) : Claim(From.Passage, From.Start, To.FullEnd)
{
    /// <summary>The window, if both ends are known and in order.</summary>
    public Interval? Window => From.Instant is { } start && To.Instant is { } end && start < end ? new Interval(start, end) : null;

    /// <summary>Whether both days are written and the end lies before the beginning, however they are read.</summary>
    public bool IsBackward => ClockReadings.Differences(From, To) is { Count: > 0 } all && all.All(d => d < Duration.Zero);

    /// <summary>All lengths it may have, see <see cref="ClockReadings.Lengths"/>.</summary>
    public IReadOnlyList<Duration> Lengths(Duration longest) => ClockReadings.Lengths(From, To, longest);
}
