using IncidentKit.Basics;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// An entry of a timeline that stands in the wrong place, or has the wrong time. The clock, the order of day and month, the direction and
/// midnight are conventions of the whole timeline: it is judged by the one that leaves the fewest entries out of order, and what must be
/// taken away to put the others in order is blamed.
/// </summary>
internal sealed class TimelineOrder() : AuditCheck(AuditFamily.Arithmetic, "IKA0103", "timeline-out-of-order", AuditSeverity.Error)
{
    private const int Fewest = 3;

    /// <summary>Without the earlier of two the rest lies closer together where it takes less than so many quarters of the time.</summary>
    private const int CloserInQuarters = 4;

    /// <summary>What nobody calls a timeline is one where so many times stand below each other and nothing else.</summary>
    private const int FewestOfLog = 5;

    /// <summary>By so much a time that is said to be about then may be off.</summary>
    private static readonly Duration About = Duration.FromMinutes(5);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        // An entry whose date is told to be wrong may stand in its place.
        var slipped = DateSlips.Of(context).Select(d => context.Document.Source.LineOf(d.Date.Passage.OffsetOf(d.Date.Start))).ToHashSet();
        var newestFirst = new Lazy<bool?>(() => NewestFirst(context));
        return context
            .Claims.Timelines.SelectMany(t => Run(context, t, newestFirst))
            .Concat(OrderOfDays.Wrong(context).Select(OfDays))
            .Where(o => !slipped.Contains(context.Document.Source.LineOf(o.Offset)));
    }

    private static Objection OfDays((DateClaim Date, DateClaim Other) wrong) =>
        At(
            wrong.Date,
            $"{wrong.Date.Text} is out of order beside {wrong.Other.Text}",
            "all other rows are in order",
            "the days of the table in its own order"
        );

    /// <summary>Days stand in their order as entries do; where they do not, each is judged by itself.</summary>
    private static IEnumerable<Objection> Run(AuditContext context, Timeline timeline, Lazy<bool?> newestFirst)
    {
        if (Judge(timeline, timeline.Entries, newestFirst) is { } judged)
            return Told(context, timeline.Entries, judged);
        return timeline.Parts.Count == 1
            ? []
            : timeline.Parts.SelectMany(p => Judge(timeline, p, newestFirst) is { } day ? Told(context, p, day) : []);
    }

    /// <summary>
    /// The direction of a report's timelines, as those of many entries show that have only one; null where none does, or both.
    /// </summary>
    private static bool? NewestFirst(AuditContext context)
    {
        var directions = context
            .Claims.Timelines.Where(t => t.Entries.Count > Fewest)
            .Select(t => Late(t.Entries, newestFirst: true).CompareTo(Late(t.Entries, newestFirst: false)))
            .Where(c => c != 0)
            .Select(c => c < 0)
            .Distinct()
            .ToList();
        return directions is [var only] ? only : null;
    }

    private static int Late(IReadOnlyList<TimelineEntry> entries, bool newestFirst)
    {
        List<TimeClaim> times = [.. entries.Select(e => e.Time)];
        return TimelineReadings.Of(entries, newestFirst).Select(m => OutOfOrder(m, times).Count).DefaultIfEmpty(0).Min();
    }

    private static IEnumerable<Objection> Told(
        AuditContext context,
        IReadOnlyList<TimelineEntry> entries,
        (IReadOnlyList<Duration> Moments, List<int> Late) judged
    )
    {
        List<TimeClaim> times = [.. entries.Select(e => e.Time)];
        context.Compared([.. times]);
        return judged.Late.Select(i => OutOfPlace(times, judged.Moments, judged.Late, i));
    }

    /// <summary>The moments by the best convention, and what is out of order by it; null where it has another order, or none.</summary>
    private static (IReadOnlyList<Duration> Moments, List<int> Late)? Judge(
        Timeline timeline,
        IReadOnlyList<TimelineEntry> entries,
        Lazy<bool?> newestFirst
    )
    {
        if (entries.Count < (IsLog(timeline) ? Fewest : Fewest + 1))
            return null;
        List<TimeClaim> times = [.. entries.Select(e => e.Time)];
        // A few entries may be in order either way, when the other timelines of the report show which is meant.
        var direction = entries.Count <= Fewest ? newestFirst.Value : null;
        var readings = TimelineReadings
            .Of(entries, direction)
            .Select(moments => (Moments: moments, Late: OutOfOrder(moments, times)))
            .ToList();
        if (readings.Count == 0)
            return null;
        var best = readings.MinBy(r => r.Late.Count);
        if (best.Late.Count == 0 && TimelineReadings.SwappedIn(entries) is { } swapped)
            best = (swapped, OutOfOrder(swapped, times));
        return best.Late.Count <= Most(timeline, entries.Count) ? best : null;
    }

    /// <summary>Whether it is called a timeline, or has the date in each entry, or is of nothing but entries.</summary>
    private static bool IsLog(Timeline timeline) =>
        timeline.IsNamed
        || timeline.Entries.All(e => e.Time.WrittenDate is not null)
        || (timeline.IsWhole && timeline.Entries.Count >= FewestOfLog);

    /// <summary>With more of them out of order than this it has another order, or none.</summary>
    private static int Most(Timeline timeline, int count) =>
        IsLog(timeline) ? Math.Max(count > 4 ? 2 : 1, count / 5) : Math.Max(1, count / 8);

    /// <summary>Names the nearest entry in its place that this one is on the wrong side of, and between which two it belongs.</summary>
    private static Objection OutOfPlace(List<TimeClaim> entries, IReadOnlyList<Duration> moments, List<int> late, int i)
    {
        var kept = Enumerable.Range(0, entries.Count).Except(late).ToList();
        var other = kept.Where(k => k < i ? moments[k] > moments[i] : moments[k] < moments[i]).MinBy(k => Math.Abs(k - i));
        var (below, above) = (kept.FindLastIndex(k => moments[k] <= moments[i]), kept.FindIndex(k => moments[k] > moments[i]));
        var place = (below, above) switch
        {
            (< 0, _) => $"before {Full(entries[kept[above]])}",
            (_, < 0) => $"after {Full(entries[kept[below]])}",
            _ => $"between {Full(entries[kept[below]])} and {Full(entries[kept[above]])}",
        };
        return At(
            entries[i],
            $"{Full(entries[i])} stands {(other < i ? "after" : "before")} {Full(entries[other])}",
            $"its place is {place}",
            "the entries of this timeline in their order"
        );
    }

    /// <summary>The time as written, with its date where one is: it may be the date that is wrong.</summary>
    private static string Full(TimeClaim time) => time.WrittenDate is { } date ? $"{date.Text} {time.Text}" : time.Text;

    /// <summary>
    /// What must be taken away to leave the longest run that is in order. Where one of two may be taken away it is the one without which
    /// the rest lies closer together, or else the later entry.
    /// </summary>
    private static List<int> OutOfOrder(IReadOnlyList<Duration> moments, List<TimeClaim> entries)
    {
        var laterGoes = Kept(moments.Count, Precedes);
        var earlierGoes = Kept(moments.Count, (a, b) => Precedes(moments.Count - 1 - b, moments.Count - 1 - a));
        earlierGoes = [.. earlierGoes.Select(i => moments.Count - 1 - i).Reverse()];
        var kept = (Span(earlierGoes) * CloserInQuarters < Span(laterGoes) * (CloserInQuarters - 1) ? earlierGoes : laterGoes).ToHashSet();
        return [.. Enumerable.Range(0, moments.Count).Where(i => !kept.Contains(i))];

        Duration Span(List<int> run) => moments[run[^1]] - moments[run[0]];

        bool Precedes(int a, int b) =>
            moments[a] <= moments[b]
            || (entries[a].HasSeconds != entries[b].HasSeconds && moments[a] - moments[b] < Duration.FromMinutes(1))
            || ((entries[a].IsAbout || entries[b].IsAbout) && moments[a] - moments[b] <= About);
    }

    /// <summary>The longest run in order; of two that may follow, the earlier.</summary>
    private static List<int> Kept(int count, Func<int, int, bool> precedes)
    {
        var tails = new List<int>();
        var after = new int[count];
        for (var i = count - 1; i >= 0; i--)
        {
            var low = tails.CountBefore(i, (tail, moment) => precedes(moment, tail));
            after[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count)
                tails.Add(i);
            else
                tails[low] = i;
        }

        var kept = new List<int>();
        for (var i = tails[^1]; i >= 0; i = after[i])
            kept.Add(i);
        return kept;
    }
}
