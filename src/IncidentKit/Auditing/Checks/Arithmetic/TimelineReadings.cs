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

    /// <summary>An entry that stands so many twelfths of the round from both its neighbours is half a round off.</summary>
    private const int FarInTwelfths = 5;

    /// <summary>Neighbours are near each other within this part of the clock's round.</summary>
    private const int NearNeighbours = 6;

    /// <summary>The moments by each convention; none where the entries cannot be put on one clock.</summary>
    public static IEnumerable<IReadOnlyList<Duration>> Of(IReadOnlyList<TimeClaim> entries)
    {
        if (Offsets(entries) is not { } offsets)
            yield break;
        Duration[] rounds = entries.All(e => !e.HasHalf) ? [Day, Day / 2] : [Day];
        int[] dateOrders = entries.Any(e => e.StatedDays.Count > 1) ? [0, 1] : [0];
        foreach (var offset in offsets)
        {
            foreach (var round in rounds)
            {
                foreach (var order in dateOrders)
                {
                    yield return Forwards(entries, offset, round, order, rolls: true);
                    yield return Backwards(entries, offset, round, order);
                }
            }
        }
    }

    /// <summary>The newest entry first.</summary>
    private static List<Duration> Backwards(IReadOnlyList<TimeClaim> entries, Duration[] offsets, Duration round, int order)
    {
        var moments = Forwards([.. entries.Reverse()], [.. offsets.Reverse()], round, order, rolls: true);
        moments.Reverse();
        return [.. moments.Select(m => -m)];
    }

    private static List<Duration> Forwards(IReadOnlyList<TimeClaim> entries, Duration[] offsets, Duration round, int order, bool rolls)
    {
        var moments = new List<Duration>(entries.Count);
        var rolled = new List<int>();
        LocalDate? stated = null;
        var carried = Duration.Zero;
        for (var i = 0; i < entries.Count; i++)
        {
            var days = entries[i].StatedDays;
            if (days.Count > 0)
                (stated, carried) = (days[Math.Min(order, days.Count - 1)], Duration.Zero);
            var day = Duration.FromDays(Period.DaysBetween(Epoch, stated ?? Epoch));
            var moment = day + Duration.FromNanoseconds(entries[i].Time.NanosecondOfDay) + carried - offsets[i];
            if (i > 0 && days.Count == 0 && rolls && moments[i - 1] - moment > round / NewRound)
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
    private static bool IsPlausible(List<int> rolled, IReadOnlyList<TimeClaim> entries, List<Duration> moments, Duration round)
    {
        var begins = rolled.Prepend(0).ToList();
        return (rolled.Count < 2 || begins.Zip(rolled.Append(moments.Count)).All(r => r.Second - r.First > 1))
            && !rolled.Exists(i => IsAstray(i - 1) || IsAstray(i));

        bool IsAstray(int i)
        {
            if (i < 1 || i + 1 >= moments.Count || Enumerable.Range(i - 1, 3).Any(k => entries[k].StatedDays.Count > 0))
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
    private static List<Duration[]>? Offsets(IReadOnlyList<TimeClaim> entries)
    {
        var zones = entries.Select(e => e.Zone).DistinctBy(z => z?.Text).ToList();
        if (zones.Count == 1)
            return [new Duration[entries.Count]];
        if (zones.Contains(null) || entries.Any(e => e.Day is null))
            return null;
        return
        [
            .. Enumerable
                .Range(0, zones.Max(z => z!.Zones.Count))
                .Select(meaning => entries.Select(e => Offset(e, e.Zone!.Zones[Math.Min(meaning, e.Zone.Zones.Count - 1)])).ToArray()),
        ];
    }

    private static Duration Offset(TimeClaim time, DateTimeZone zone) =>
        Duration.FromSeconds((time.Day!.Value + time.Time).InZoneLeniently(zone).Offset.Seconds);
}
