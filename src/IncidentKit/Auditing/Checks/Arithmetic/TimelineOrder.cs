using System.Text.RegularExpressions;
using IncidentKit.Basics;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>An entry of a timeline that is older than the one before it.</summary>
internal sealed partial class TimelineOrder() : AuditCheck(AuditFamily.Arithmetic, "IKA0103", "timeline-out-of-order", AuditSeverity.Error)
{
    private const int Fewest = 3;

    /// <summary>A clock without dates that goes back by more than this has passed midnight.</summary>
    private static readonly Duration Midnight = Duration.FromHours(6);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var entries in Timelines(context))
        {
            var moments = Moments(entries);
            if (moments is null)
                continue;
            context.Compared([.. entries]);
            var late = OutOfOrder(moments, entries);
            if (late.Count > Math.Max(1, entries.Count / 5))
                continue;
            foreach (var i in late)
                yield return At(
                    entries[i],
                    $"{entries[i].Text} stands after {entries[i - 1].Text}",
                    "an earlier time below a later one",
                    "the entries of this timeline in their order"
                );
        }
    }

    /// <summary>The first times of the entries of what looks like a timeline.</summary>
    private static IEnumerable<List<TimeClaim>> Timelines(AuditContext context)
    {
        foreach (var list in context.Document.Lists.Where(l => IsTimeline(l.Section, l.Intro)))
            yield return [.. list.Items.Select(i => i.First).Select(p => p is null ? null : Leading(context, p)).OfType<TimeClaim>()];
        foreach (var table in context.Document.Tables.Where(t => IsTimeline(t.Section, t.Intro) || Clock().IsMatch(t.Header.Cell(0))))
            yield return [.. table.Body.Select(r => r.Cells.Count > 1 ? Leading(context, r.Cells[0]) : null).OfType<TimeClaim>()];
    }

    private static bool IsTimeline(Section section, Passage? intro) =>
        section.Path().Take(2).Any(s => Title().IsMatch(s.Title)) || (intro is { Bold: true } && Title().IsMatch(intro.Text));

    private static TimeClaim? Leading(AuditContext context, Passage passage) =>
        context.Claims.Of(passage)?.Times.From(0) is { } time
        && (time.WrittenDate is { } date ? Math.Min(date.Start, time.Start) : time.Start) <= 2
            ? time
            : null;

    /// <summary>The moments of the entries on one clock; null where they cannot be put on one.</summary>
    private static List<Duration>? Moments(List<TimeClaim> entries)
    {
        if (
            entries.Count < Fewest
            || entries.Exists(e => e.Zone?.Text != entries[0].Zone?.Text)
            || (entries.Exists(e => !e.HasHalf) && !entries.Exists(e => e.HasHalf))
        )
            return null;
        var moments = new List<Duration>();
        var epoch = new LocalDate(1970, 1, 1);
        var day = epoch;
        for (var i = 0; i < entries.Count; i++)
        {
            var written = entries[i].WrittenDate?.Day;
            if (entries[i].WrittenDate is not null && written is null)
                return null;
            day = written ?? day;
            var moment = Duration.FromDays(Period.DaysBetween(epoch, day)) + Duration.FromNanoseconds(entries[i].Time.NanosecondOfDay);
            if (i > 0 && written is null && moments[i - 1] - moment > Midnight)
                (day, moment) = (day.PlusDays(1), moment + Duration.FromDays(1));
            moments.Add(moment);
        }

        return moments;
    }

    /// <summary>What must be taken away to leave the longest run that is in order; of two the later entry.</summary>
    private static List<int> OutOfOrder(List<Duration> moments, List<TimeClaim> entries)
    {
        var steps = Enumerable.Range(1, moments.Count - 1).ToList();
        if (steps.Count(i => moments[i] < moments[i - 1]) > steps.Count / 2)
            return [];
        var tails = new List<int>();
        var after = new int[moments.Count];
        for (var i = moments.Count - 1; i >= 0; i--)
        {
            var low = tails.CountBefore(i, (tail, moment) => Precedes(moment, tail));
            after[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count)
                tails.Add(i);
            else
                tails[low] = i;
        }

        var kept = new HashSet<int>();
        for (var i = tails[^1]; i >= 0; i = after[i])
            kept.Add(i);
        return [.. Enumerable.Range(1, moments.Count - 1).Where(i => !kept.Contains(i))];

        bool Precedes(int a, int b) =>
            moments[a] <= moments[b]
            || (entries[a].HasSeconds != entries[b].HasSeconds && moments[a] - moments[b] < Duration.FromMinutes(1));
    }

    [GeneratedRegex(@"\b(?:timeline|chronology|sequence of events)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(
        @"^(?:time|when|utc|timestamp|time ?\(.{1,20}\)|date ?/ ?time.{0,12})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();
}
