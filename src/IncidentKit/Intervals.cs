using NodaTime;

namespace IncidentKit;

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
}
