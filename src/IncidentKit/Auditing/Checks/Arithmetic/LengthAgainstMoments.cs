using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// Compares what is said of how long an incident took with all pairs of moments that may be meant: its milestones, and, where these do
/// not tell both a beginning and an end, the entries of its timeline.
/// </summary>
internal static class LengthAgainstMoments
{
    /// <summary>A timeline of more entries is not searched: some pair of so many gives any length.</summary>
    private const int MostEntries = 60;

    /// <summary>An incident with more lengths or milestones than this is not compared: the work grows with their product.</summary>
    private const int MostClaims = 40;

    /// <summary>The lengths of one incident that no pair gives, each with the pair that comes nearest.</summary>
    /// <param name="context">The report.</param>
    /// <param name="lengths">Which lengths to compare.</param>
    public static IEnumerable<(LengthClaim Length, TimeClaim From, TimeClaim To, Duration Actual)> Wrong(
        AuditContext context,
        Func<LengthClaim, bool> lengths
    )
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var same in context.Claims.Lengths(incident).Where(lengths).Where(l => IsOfWhole(context, l)).GroupBy(l => l.Same))
            {
                var judged = same.Select(l => (Length: l, Nearest: Judge(context, l))).Where(j => j.Nearest is not null).ToList();
                // Where another length is right, one that is not is told as a second statement.
                var isToldTwice = judged.Exists(j => j.Nearest!.Value.Agrees && StatedTwice.IsOverall(context, j.Length));
                foreach (var (length, nearest) in judged)
                {
                    var (from, to, actual, agrees) = nearest!.Value;
                    context.Compared(length.Length, length.Field, from, to);
                    if (!agrees && !(isToldTwice && StatedTwice.IsOverall(context, length)))
                        yield return (length, from, to, actual);
                }
            }
        }
    }

    /// <summary>Of lengths that should be one, the one to hold the others against; null where all are wrong already.</summary>
    public static LengthClaim? Right(AuditContext context, IReadOnlyList<LengthClaim> lengths)
    {
        var judged = lengths.Select(l => (Length: l, Nearest: Judge(context, l))).ToList();
        return judged.Find(j => j.Nearest is { Agrees: true }).Length ?? judged.Find(j => j.Nearest is null).Length;
    }

    /// <summary>The pair that gives a length, or comes nearest to it; null where there is none to compare with.</summary>
    private static (TimeClaim From, TimeClaim To, Duration Actual, bool Agrees)? Judge(AuditContext context, LengthClaim length)
    {
        var incident = length.Length.Passage.Section.Incident;
        if (context.Claims.Lengths(incident).Count > MostClaims || context.Claims.Moments(incident).Count > MostClaims)
            return null;
        var moments = context.Claims.Moments(incident).Where(m => m.Time is not null).ToList();
        // A log of incidents has a start in many sections, and each is of its own.
        if (IsLogOfIncidents(context, moments))
            moments.RemoveAll(m => m.Field.Passage.Section != length.Length.Passage.Section);
        var pairs = Pairs(moments, length).ToList();
        if (pairs.Count == 0)
            pairs =
            [
                .. context
                    .Claims.Timelines.Where(t => t.Section.Incident == incident && (t.IsNamed || MilestoneAgainstTimeline.IsLog(t)))
                    .SelectMany(t => Pairs(t, length)),
            ];
        // What a sentence right before it gives is the same in one account.
        if (length.To is null && length.Field is null)
            pairs = [.. pairs, .. SaidBefore(context, length)];
        // What stands under a heading with its range is of that.
        if (pairs.Count > 0)
            pairs = [.. pairs, .. Headed(context, length)];
        return Nearest(pairs, length.Length) is { } nearest
            ? (nearest.From, nearest.To, nearest.Actual, length.Length.Agrees(nearest.Actual, Durations.Slack(nearest.From, nearest.To)))
            : null;
    }

    /// <summary>Whether starts stand in several sections that do not speak of the whole.</summary>
    internal static bool IsLogOfIncidents(AuditContext context, IEnumerable<MomentClaim> moments) =>
        moments
            .Where(m => m.Milestone == Milestone.Start)
            .Select(m => m.Field.Passage.Section)
            .Distinct()
            .Where(s => !OverallPlace.Holds(s, context.Document))
            .Skip(1)
            .Any();

    /// <summary>A state may be that of a part, but where the report speaks of the whole.</summary>
    private static bool IsOfWhole(AuditContext context, LengthClaim length) =>
        !length.IsOfState || OverallPlace.Holds(length.Length.Passage.Section, context.Document);

    /// <summary>The only range of its passage, where that stands in an earlier sentence.</summary>
    private static IEnumerable<(TimeClaim From, TimeClaim To)> SaidBefore(AuditContext context, LengthClaim length) =>
        context.Claims.Of(length.Length.Passage) is { Ranges: [var only] } passage
        && only.End < length.Length.Start
        && passage.SentenceOf(only) is { } sentence
        && !sentence.Holds(length.Length)
            ? [(only.From, only.To)]
            : [];

    private static IEnumerable<(TimeClaim From, TimeClaim To)> Headed(AuditContext context, LengthClaim length) =>
        length
            .Length.Passage.Section.Path()
            .Select(s => s.Heading)
            .OfType<Passage>()
            .SelectMany(h => context.Claims.Of(h)?.Ranges ?? [])
            .Select(r => (r.From, r.To));

    private static IEnumerable<(TimeClaim From, TimeClaim To)> Pairs(List<MomentClaim> moments, LengthClaim length) =>
        from start in moments
        where start.Milestone is Milestone.Start || (start.Milestone is Milestone.Detected && length.To is not Milestone.Detected)
        from end in moments
        where IsEnd(end.Milestone, length.To) && !ReferenceEquals(start, end)
        select (start.Time!, end.Time!);

    /// <summary>"Resolved" may be put as mitigated or ended, and the other way round.</summary>
    private static bool IsEnd(Milestone milestone, Milestone? to) =>
        to is Milestone.Detected or Milestone.Responded ? milestone == to : milestone >= Milestone.Mitigated;

    /// <summary>From any entry to those that tell of the milestone, or, where none does, of an end.</summary>
    private static IEnumerable<(TimeClaim From, TimeClaim To)> Pairs(Timeline timeline, LengthClaim length)
    {
        var entries = timeline.Entries;
        if (entries.Count > MostEntries)
            yield break;
        var told = entries.Select(e => Words(e.Text).Select(Milestones.OfVerb).OfType<Milestone>().ToList()).ToList();
        // Where an entry tells of this very milestone, no other stands for it.
        var isTold = length.To is { } own && told.Exists(t => t.Contains(own));
        for (var to = 1; to < entries.Count; to++)
        {
            if (!told[to].Exists(m => isTold ? m == length.To : IsEnd(m, length.To)))
                continue;
            for (var from = 0; from < to; from++)
                yield return (entries[from].Time, entries[to].Time);
        }
    }

    private static string[] Words(string text) =>
        text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '(', ')', '|', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static (TimeClaim From, TimeClaim To, Duration Actual)? Nearest(
        List<(TimeClaim From, TimeClaim To)> pairs,
        DurationClaim stated
    )
    {
        (TimeClaim From, TimeClaim To, Duration Actual)? nearest = null;
        foreach (var (from, to) in pairs)
        {
            foreach (var actual in ClockReadings.Lengths(from, to, stated.Length))
            {
                if (stated.Agrees(actual, Durations.Slack(from, to)))
                    return (from, to, actual);
                if (nearest is null || Off(actual) < Off(nearest.Value.Actual))
                    nearest = (from, to, actual);
            }
        }

        return nearest;

        Duration Off(Duration actual) => actual > stated.Length ? actual - stated.Length : stated.Length - actual;
    }
}
