using NodaTime;

namespace IncidentKit.Claims;

/// <summary>From one time to another.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
internal sealed record RangeClaim(TimeClaim From, TimeClaim To)
    : Claim(From.Passage, From.Start, Math.Max(To.FullEnd, To.WrittenDate?.End ?? 0))
{
    /// <summary>Without a date, longer than this nobody writes a range that passes midnight: 17 hours, from an evening to a noon.</summary>
    private static readonly Duration LongestNight = Duration.FromHours(17);

    /// <summary>The window, if both ends are known and in order.</summary>
    public Interval? Window => From.Instant is { } start && To.Instant is { } end && start < end ? new Interval(start, end) : null;

    /// <summary>Whether both days are written and the end lies before the beginning, however they are read.</summary>
    public bool IsBackward => ClockReadings.Differences(From, To) is { Count: > 0 } all && all.All(d => d < Duration.Zero);

    /// <summary>
    /// By how much it goes back, where its end has no day of its own and the way back to it is much shorter than the way round past
    /// midnight;
    /// null for another range.
    /// </summary>
    public Duration? StepBack
    {
        get
        {
            if (To.WrittenDate is not null || To.Time > From.Time || !From.HasHalf || !To.HasHalf)
                return null;
            var lengths = Lengths(Duration.Zero);
            return lengths.Count > 0 && lengths.All(l => l > LongestNight) ? Duration.FromDays(1) - lengths.Max() : null;
        }
    }

    /// <summary>All lengths it may have, see <see cref="ClockReadings.Lengths"/>.</summary>
    public IReadOnlyList<Duration> Lengths(Duration longest) => ClockReadings.Lengths(From, To, longest);
}
