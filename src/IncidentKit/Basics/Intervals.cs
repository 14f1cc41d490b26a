using NodaTime;

namespace IncidentKit.Basics;

/// <summary>Sets of half-open intervals.</summary>
internal static class Intervals
{
    /// <summary>Intervals in order, those that touch or overlap made one.</summary>
    public static IReadOnlyList<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = new List<Interval>();
        foreach (var next in intervals.Where(i => i.Start < i.End).OrderBy(i => i.Start))
        {
            if (union.Count > 0 && next.Start <= union[^1].End)
                union[^1] = new Interval(union[^1].Start, Instant.Max(union[^1].End, next.End));
            else
                union.Add(next);
        }

        return union;
    }

    /// <summary>What lies in all of some sets, each in order and apart; nothing where there is no set.</summary>
    public static IReadOnlyList<Interval> Common(IEnumerable<IReadOnlyList<Interval>> sets)
    {
        IReadOnlyList<Interval>? common = null;
        foreach (var set in sets)
            common = common is null ? set : [.. common.SelectMany(a => set.Select(b => Common(a, b))).OfType<Interval>()];
        return common ?? [];
    }

    /// <summary>What lies in both; null when nothing does.</summary>
    public static Interval? Common(Interval a, Interval b)
    {
        var (start, end) = (Instant.Max(a.Start, b.Start), Instant.Min(a.End, b.End));
        return start < end ? new Interval(start, end) : null;
    }
}
