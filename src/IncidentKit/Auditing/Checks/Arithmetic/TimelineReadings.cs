using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// The moments of the entries of a timeline, for each convention by which it may be written: hours from 0 to 23 or from 1 to 12, day or
/// month
/// first, a zone's mark as its offset or as the wall clock, the newest entry first or last.
/// </summary>
internal static class TimelineReadings
{
    private static readonly Duration Day = Duration.FromDays(1);

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>A clock without dates that goes back by more than this part of its round has begun another.</summary>
    private const int NewRound = 4;

    /// <summary>Entries below a day may be of the night after it, up to this hour.</summary>
    private const int Morning = 8;

    /// <summary>Of fewer entries two may be swapped or of another day.</summary>
    private const int FewestWithSwap = 6;

    /// <summary>An entry that stands so many twelfths of the round from both its neighbours is half a round off.</summary>
    private const int FarInTwelfths = 5;

    /// <summary>Neighbours are near each other within this part of the clock's round.</summary>
    private const int NearNeighbours = 6;

    /// <summary>The moments by each convention; none where the entries cannot be put on one clock.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="newestFirst">Whether only that order is tried, or only the other; null for both.</param>
    public static IEnumerable<IReadOnlyList<Duration>> Of(IReadOnlyList<TimelineEntry> entries, bool? newestFirst = null)
    {
        if (Offsets(entries) is not { } offsets)
            yield break;
        Duration[] rounds = entries.All(e => !e.Time.HasHalf) ? [Day, Day / 2] : [Day];
        int[] dateOrders = entries.Any(e => e.Days.Count > 1) ? [0, 1] : [0];
        foreach (var offset in offsets)
        {
            foreach (var round in rounds)
            {
                foreach (var order in dateOrders)
                {
                    if (newestFirst is not true)
                        yield return Forwards(entries, offset, round, order, rolls: true);
                    if (newestFirst is not false)
                        yield return Backwards(entries, offset, round, order);
                }
            }
        }
    }

    /// <summary>
    /// The moments on one day, where the clock goes back more than once and two entries that change places put all in order: then it is
    /// these
    /// that stand wrong, and not nights that passed. Null for others.
    /// </summary>
    public static IReadOnlyList<Duration>? SwappedIn(IReadOnlyList<TimelineEntry> entries)
    {
        if (entries.Count < FewestWithSwap || entries.Skip(1).Any(e => e.Days.Count > 0) || Offsets(entries) is not [var offsets])
            return null;
        var moments = Forwards(entries, offsets, Day, 0, rolls: false);
        if (Enumerable.Range(1, moments.Count - 1).Count(i => moments[i - 1] - moments[i] > Day / NewRound) < 2)
            return null;
        List<Duration> sorted = [.. moments.Order()];
        return moments.Zip(sorted).Count(m => m.First != m.Second) == 2 ? moments : null;
    }

    /// <summary>The newest entry first.</summary>
    private static List<Duration> Backwards(IReadOnlyList<TimelineEntry> entries, Duration[] offsets, Duration round, int order)
    {
        var moments = Forwards([.. entries.Reverse()], [.. offsets.Reverse()], round, order, rolls: true);
        moments.Reverse();
        return [.. moments.Select(m => -m)];
    }

    private static List<Duration> Forwards(IReadOnlyList<TimelineEntry> entries, Duration[] offsets, Duration round, int order, bool rolls)
    {
        var moments = new List<Duration>(entries.Count);
        var rolled = new List<int>();
        LocalDate? stated = null;
        var isBelowDay = false;
        var carried = Duration.Zero;
        for (var i = 0; i < entries.Count; i++)
        {
            var days = entries[i].Days;
            if (days.Count > 0)
                (stated, carried, isBelowDay) = (days[Math.Min(order, days.Count - 1)], Duration.Zero, entries[i].IsBelowDay);
            var day = Duration.FromDays(Period.DaysBetween(Epoch, stated ?? Epoch));
            var moment = day + Duration.FromNanoseconds(entries[i].Time.Time.NanosecondOfDay) + carried - offsets[i];
            if (
                i > 0
                && days.Count == 0
                && rolls
                && moments[i - 1] - moment > round / NewRound
                && !(isBelowDay && entries[i].Time.Time.Hour >= Morning)
            )
            {
                (carried, moment) = (carried + round, moment + round);
                rolled.Add(i);
            }

            moments.Add(moment);
        }

        return rolls && !IsPlausible(rolled, entries, moments, round) ? Forwards(entries, offsets, round, order, rolls: false) : moments;
    }

    /// <summary>
    /// Whether the clock may have gone round where it went back. Where it did so more than once, each round has more than one entry, or
    /// else it
    /// is an entry in the wrong place that makes it go back. So it is where one entry alone stands nearly half a round from both
    /// neighbours, and
    /// these near each other on the clock.
    /// </summary>
    private static bool IsPlausible(List<int> rolled, IReadOnlyList<TimelineEntry> entries, List<Duration> moments, Duration round)
    {
        var begins = rolled.Prepend(0).ToList();
        return (rolled.Count < 2 || begins.Zip(rolled.Append(moments.Count)).All(r => r.Second - r.First > 1))
            && !rolled.Exists(i => IsAstray(i - 1) || IsAstray(i));

        bool IsAstray(int i)
        {
            if (i < 1 || i + 1 >= moments.Count || Enumerable.Range(i - 1, 3).Any(k => entries[k].Days.Count > 0))
                return false;
            Duration before = moments[i] - moments[i - 1],
                after = moments[i + 1] - moments[i],
                without = before + after - round;
            return Duration.Min(before, after) >= round / 12 * FarInTwelfths
                && without >= Duration.Zero
                && without <= round / NearNeighbours;
        }
    }

    /// <summary>
    /// By how much each entry's clock is ahead of the timeline's, for each meaning of its zones; null where a zone or a day is missing
    /// that is
    /// needed to tell.
    /// </summary>
    private static List<Duration[]>? Offsets(IReadOnlyList<TimelineEntry> entries)
    {
        var zones = entries.Select(e => e.Time.Zone).DistinctBy(z => z?.Text).ToList();
        if (zones.Count == 1)
            return [new Duration[entries.Count]];
        if (zones.Contains(null) || entries.Any(e => e.Time.Day is null))
            return null;
        return
        [
            .. Enumerable
                .Range(0, zones.Max(z => z!.Zones.Count))
                .Select(meaning =>
                    entries.Select(e => Offset(e.Time, e.Time.Zone!.Zones[Math.Min(meaning, e.Time.Zone.Zones.Count - 1)])).ToArray()
                ),
        ];
    }

    private static Duration Offset(TimeClaim time, DateTimeZone zone) =>
        Duration.FromSeconds((time.Day!.Value + time.Time).InZoneLeniently(zone).Offset.Seconds);
}
