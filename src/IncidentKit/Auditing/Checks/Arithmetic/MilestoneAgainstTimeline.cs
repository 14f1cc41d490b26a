using IncidentKit.Claims;
using IncidentKit.Claims.Reading;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A milestone that a field or a sentence about the whole incident puts at another time than the entry of the timeline that tells it, or
/// than
/// another such place. A place has one clock: where the same shift of whole hours explains two of its moments, it is another zone.
/// </summary>
internal static class MilestoneAgainstTimeline
{
    /// <summary>So many pairs of a stated time and an entry are compared; in a report with more nothing is said.</summary>
    private const int MostPairs = 20_000;

    /// <summary>What nobody calls a timeline is one where so many times stand below each other and nothing else.</summary>
    private const int FewestOfLog = 4;

    /// <summary>A window that is meant for the outage's is off by no more than this.</summary>
    private static readonly Duration Nearly = Duration.FromMinutes(10);

    /// <summary>The times that differ, each with what it is of and the time it differs from.</summary>
    public static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Of(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var timelines = context.Claims.Timelines.Where(t => t.Section.Incident == incident && IsLog(t)).ToList();
            var entries = timelines.SelectMany(t => t.Entries).ToList();
            var told = entries.SelectMany(MilestoneReader.InEntry).ToList();
            var stated = Stated(context, incident, [.. entries.Select(e => e.Time.Passage)], told);
            if ((long)stated.Count * Math.Max(entries.Count, stated.Count) > MostPairs)
                continue;
            foreach (var group in stated.GroupBy(s => s.Moment.Milestone).Where(g => g.Key != Milestone.Responded))
            {
                foreach (var wrong in Judge(context, [.. group], stated, entries, told))
                    yield return wrong;
            }
        }
    }

    /// <summary>Whether it tells of what happened: it is called a timeline, or is of nothing but entries.</summary>
    internal static bool IsLog(Timeline timeline) =>
        timeline.Entries.Count > 2
        && (
            timeline.IsNamed
            || timeline.Entries.All(e => e.Time.WrittenDate is not null)
            || (timeline.IsWhole && timeline.Entries.Count >= FewestOfLog)
        );

    /// <summary>What fields and sentences tell that speak of the whole, in their order.</summary>
    private static List<(ToldMoment Moment, bool IsField)> Stated(
        AuditContext context,
        int incident,
        HashSet<Passage> entries,
        List<ToldMoment> told
    )
    {
        var moments = context.Claims.Moments(incident).Where(m => m.Time is not null).ToList();
        var overall = OverallPlace.Of(moments.Select(m => m.Field), context.Document);
        var fields = moments
            .Where(m => overall.Contains(m.Field))
            .Select(m => (new ToldMoment(m.Milestone, m.Time!, MilestoneReader.OfWhat(m.Field.Label), m.Field.Label), true));
        var sentences = context
            .Claims.OfIncident(incident)
            .Where(p => p.Times.Count > 0 && !entries.Contains(p.Passage))
            .SelectMany(p =>
                (OverallPlace.Holds(p.Passage.Section, context.Document) ? MilestoneReader.InSentences(p) : []).Concat(OtherEnds(p, told))
            )
            .Select(m => (m, false));
        return
        [
            .. fields
                .Concat(sentences)
                .DistinctBy(s => (s.Item1.Time, s.Item1.Milestone))
                .OrderBy(s => s.Item1.Time.Passage.OffsetOf(s.Item1.Time.Start)),
        ];
    }

    /// <summary>
    /// Of a window that begins in the very minute of a told start, its end where an end is told a few minutes off; and the other way round.
    /// </summary>
    private static IEnumerable<ToldMoment> OtherEnds(PassageClaims passage, List<ToldMoment> told)
    {
        foreach (var range in passage.Ranges.Where(r => passage.Passage.IsStated && !r.From.IsAbout && !r.To.IsAbout))
        {
            var starts = told.FindAll(t => t.Milestone == Milestone.Start && IsWithin(t.Time, range.From, Duration.Zero));
            var ends = told.FindAll(t => t.Milestone == Milestone.End && IsWithin(t.Time, range.To, Duration.Zero));
            if (starts.Count > 0 && told.Find(t => t.Milestone == Milestone.End && IsWithin(t.Time, range.To, Nearly)) is { } end)
                yield return end with
                {
                    Time = range.To,
                    What = "the end",
                };
            if (ends.Count > 0 && told.Find(t => t.Milestone == Milestone.Start && IsWithin(t.Time, range.From, Nearly)) is { } start)
                yield return start with
                {
                    Time = range.From,
                    What = "the start",
                };
        }
    }

    private static bool IsWithin(TimeClaim a, TimeClaim b, Duration most) => MomentDistance.Apart(a, b).Exists(d => d <= most);

    private static IEnumerable<(TimeClaim Wrong, string What, TimeClaim Other)> Judge(
        AuditContext context,
        List<(ToldMoment Moment, bool IsField)> same,
        List<(ToldMoment Moment, bool IsField)> all,
        List<TimelineEntry> entries,
        List<ToldMoment> told
    )
    {
        List<(ToldMoment Moment, bool IsField)> open = [];
        List<(ToldMoment Stated, ToldMoment Row)> wrong = [];
        var isConfirmed = false;
        foreach (var (moment, isField) in same)
        {
            var rows = told.FindAll(t => t.IsOfSame(moment));
            if (rows.Count == 0)
            {
                open.Add((moment, isField));
                continue;
            }

            context.Compared(moment.Time, rows[0].Time);
            if (IsExcused(moment, entries, told))
                isConfirmed |= rows.Exists(r => !MomentDistance.Differ(r.Time, moment.Time));
            else if (!IsOfAnotherClock(moment, rows, all, entries))
                wrong.Add((moment, rows[0]));
        }

        // Where all other places agree with each other, it is the entry that is wrong.
        var row =
            wrong.Count > 1
            && !isConfirmed
            && wrong.TrueForAll(w => w.Row == wrong[0].Row && !MomentDistance.Differ(w.Stated.Time, wrong[0].Stated.Time))
                ? wrong[0].Row
                : null;
        if (row is not null)
            return [(row.Time, wrong[0].Stated.What, wrong[0].Stated.Time)];
        return wrong
            .Select(w => (w.Stated.Time, w.Stated.What, w.Row.Time))
            .Concat(
                open.Skip(1)
                    .Where(o => !(o.IsField && open[0].IsField) && o.Moment.IsOfSame(open[0].Moment))
                    .Where(o => MomentDistance.Differ(o.Moment.Time, open[0].Moment.Time) && !IsExcused(o.Moment, entries, told))
                    .Select(o => (o.Moment.Time, o.Moment.What, open[0].Moment.Time))
            );
    }

    /// <summary>
    /// Whether an entry stands at the stated time that may be meant: any but one that tells another milestone and nothing else.
    /// </summary>
    private static bool IsExcused(ToldMoment stated, List<TimelineEntry> entries, List<ToldMoment> told) =>
        entries.Exists(e =>
            !MomentDistance.Differ(e.Time, stated.Time)
            && (
                told.FindAll(t => ReferenceEquals(t.Time, e.Time)) is not { Count: > 0 } here
                || here.Exists(t => t.IsOfSame(stated) || IsEnd(t.Milestone) == IsEnd(stated.Milestone))
            )
        );

    /// <summary>"Resolved" may be put as mitigated or ended; the start may be the detection, where that is told.</summary>
    private static bool IsEnd(Milestone milestone) => milestone >= Milestone.Mitigated;

    /// <summary>Whether the place may have the clock of another zone: none of its moments is one of the timeline, and whole hours
    /// explain it.</summary>
    private static bool IsOfAnotherClock(
        ToldMoment moment,
        List<ToldMoment> rows,
        List<(ToldMoment Moment, bool IsField)> all,
        List<TimelineEntry> entries
    )
    {
        if (moment.Time.WrittenZone is { } zone && rows.TrueForAll(r => r.Time.WrittenZone?.Text == zone.Text))
            return false;
        var place = all.Where(s => s.Moment.Time.Passage.Section == moment.Time.Passage.Section).Select(s => s.Moment.Time).ToList();
        return !place.Exists(t => entries.Exists(e => !MomentDistance.Differ(e.Time, t)))
            && rows.Exists(r => MomentDistance.Apart(r.Time, moment.Time) is { Count: > 0 } apart && apart.Any(MomentDistance.IsOfHours));
    }
}
