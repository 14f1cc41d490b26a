using NodaTime;

namespace IncidentKit.Claims;

/// <summary>From one time to another.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
internal sealed record RangeClaim(TimeClaim From, TimeClaim To) : Claim(From.Passage, From.Start, To.FullEnd)
{
    /// <summary>The window, if both ends are known and in order.</summary>
    public Interval? Window => From.Instant is { } start && To.Instant is { } end && start < end ? new Interval(start, end) : null;

    /// <summary>Whether both dates are written and the end lies before the beginning.</summary>
    public bool IsBackward =>
        From.WrittenDate is not null && To.WrittenDate is not null && From.Instant is { } start && To.Instant is { } end && end < start;

    /// <summary>
    /// All lengths it may have: a time without AM or PM may be half a day off, an end before its beginning is of a day after, and without
    /// dates whole days may lie
    /// between them. Empty where it cannot be told.
    /// </summary>
    /// <param name="longest">Beyond this, whole days are not tried.</param>
    public IReadOnlyList<Duration> Lengths(Duration longest)
    {
        if (From.WrittenDate is not null && To.WrittenDate is not null)
            return From.Instant is { } a && To.Instant is { } b && b >= a ? [b - a] : [];
        var day = Duration.FromDays(1);
        if (ClockDifference() is not { } difference)
            return [];
        var lengths = new List<Duration>();
        var halves = From.HasHalf && To.HasHalf ? new[] { difference } : [difference, difference + (day / 2), difference - (day / 2)];
        foreach (var half in halves)
        {
            var length = half;
            while (length < Duration.Zero)
                length += day;
            lengths.Add(length);
            if (longest > day / 2 && longest < day * 60)
                lengths.AddRange(Enumerable.Range(1, (int)longest.TotalDays + 1).Select(n => length + (day * n)));
        }

        return lengths;
    }

    private Duration? ClockDifference()
    {
        var difference = Duration.FromNanoseconds(To.Time.NanosecondOfDay - From.Time.NanosecondOfDay);
        if (From.Zone is null || To.Zone is null || From.Zone.Text == To.Zone.Text)
            return difference;
        if (From.Day is not { } day || From.Zone is not { IsCertain: true } from || To.Zone is not { IsCertain: true } to)
            return null;
        var start = (day + From.Time).InZoneLeniently(from.Zones[0]).ToInstant();
        return (day + To.Time).InZoneLeniently(to.Zones[0]).ToInstant() - start;
    }
}
