using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>A range that ends before it begins, or a milestone before the start or before the detection.</summary>
internal sealed partial class EndBeforeStart() : AuditCheck(AuditFamily.Arithmetic, "IKA0106", "ends-before-it-starts", AuditSeverity.Error)
{
    /// <summary>So many characters on both sides of a range are looked at.</summary>
    private const int Around = 120;

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var passage in context.Claims.All.Where(p => p.Times.Count > 1 && !p.Passage.Quoted))
        {
            foreach (var range in passage.Ranges.Concat(Told(passage)))
            {
                context.Compared(range);
                if (range.IsBackward)
                    yield return Backward(range.From, range.To, "the end of a range");
                else if (range.StepBack is { } back && !IsOfTheNextDay(passage, range))
                    yield return At(
                        range,
                        $"{range.To.Text} is before {range.From.Text}",
                        $"{Durations.Text(back)} back, or {Durations.Text(Duration.FromDays(1) - back)} past midnight",
                        $"{range.To.Text} less {range.From.Text}"
                    );
            }
        }

        foreach (var objection in context.Document.Tables.SelectMany(t => Rows(context, t)).Concat(Milestones(context)))
            yield return objection;
    }

    /// <summary>"Errors began at 11:30 and stopped at 11:45": the two times of a sentence.</summary>
    private static IEnumerable<RangeClaim> Told(PassageClaims passage)
    {
        foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion))
        {
            if (
                passage.Times.Between(sentence.Start, sentence.End).ToList() is [var from, var to]
                && !passage.Ranges.Between(sentence.Start, sentence.End).Any()
                && Began().IsMatch(sentence.Lower.AsSpan(0, from.Start - sentence.Start))
                && Stopped().IsMatch(sentence.Lower.AsSpan(from.End - sentence.Start, Math.Max(0, to.Start - from.End)))
            )
                yield return new RangeClaim(from, to);
        }
    }

    [GeneratedRegex(@"\b(?:began|started|starts|begins)\b[^.;]{0,30}$", RegexOptions.CultureInvariant)]
    private static partial Regex Began();

    [GeneratedRegex(
        @"^[^.;]{0,60}\b(?:and|until|but)\b[^.;]{0,30}\b(?:ended|stopped|ends|was over|was resolved|recovered|subsided)\b[^.;]{0,16}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Stopped();

    /// <summary>Whether the words around a range say that it goes on into the next day, by a word or by its length.</summary>
    private static bool IsOfTheNextDay(PassageClaims passage, RangeClaim range)
    {
        var text = passage.Passage.Text;
        var (start, end) = (Math.Max(0, range.Start - Around), Math.Min(text.Length, range.End + Around));
        return NextDay().IsMatch(text.AsSpan(start, end - start))
            || passage
                .Durations.Between(start, end)
                .Any(d => range.Lengths(d.Length).Any(l => d.Agrees(l, Durations.Slack(range.From, range.To))));
    }

    [GeneratedRegex(
        @"\b(?:next|following|previous|day|daily|nightly|overnight|tomorrow|yesterday|night|weekend|hours|shift|every|each|window|\+1)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NextDay();

    private static IEnumerable<Objection> Milestones(AuditContext context)
    {
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var moments = context.Claims.Moments(incident);
            foreach (var later in moments.Where(m => m.Milestone > Milestone.Start))
            {
                foreach (var first in new[] { Milestone.Start, Milestone.Detected }.Where(m => m < later.Milestone))
                {
                    if (Beside(context, moments, later, first) is not { } earlier)
                        continue;
                    context.Compared(earlier.Value, later.Value);
                    if (IsSameSecond(earlier, later))
                        yield return At(
                            later.Value,
                            $"{later.Field.Label} is the very second of the start",
                            $"{Full(later.Value)} is {Full(earlier.Value)}",
                            context.LineOf(earlier.Value)
                        );
                    if (!later.IsBefore(earlier))
                        continue;
                    yield return Backward(earlier.Value, later.Value, later.Field.Label, $"the {first.ToString().ToLowerInvariant()}");
                    break;
                }
            }
        }
    }

    /// <summary>Whether an incident ends in the second in which it starts: one was copied from the other.</summary>
    private static bool IsSameSecond(MomentClaim start, MomentClaim end) =>
        start is { Milestone: Milestone.Start, Time: { HasSeconds: true, WrittenDate: { } began } from }
        && end is { Milestone: Milestone.End or Milestone.Resolved, Time: { HasSeconds: true, WrittenDate: { } ended } to }
        && from.Time == to.Time
        && from.Time != LocalTime.Midnight
        && began.Day == ended.Day;

    /// <summary>The only milestone of a kind that is told beside another: in its section, or where both speak of the whole.</summary>
    private static MomentClaim? Beside(AuditContext context, IReadOnlyList<MomentClaim> moments, MomentClaim other, Milestone kind)
    {
        var all = moments.Where(m => m.Milestone == kind).ToList();
        var section = other.Field.Passage.Section;
        var near = all.FindAll(m => m.Field.Passage.Section == section);
        if (near.Count == 0 && OverallPlace.Holds(section, context.Document))
            near = all.FindAll(m => OverallPlace.Holds(m.Field.Passage.Section, context.Document));
        return near is [var only] ? only : null;
    }

    private static IEnumerable<Objection> Rows(AuditContext context, ReportTable table)
    {
        int start = table.Column(h => Claims.Milestones.IsStart(h)),
            end = table.Column(h => Claims.Milestones.IsEnd(h) || Claims.Milestones.IsResolved(h));
        if (start < 0 || end < 0 || table.Rows.TrueForAll(r => r.Cells.Count <= 2))
            yield break;
        foreach (var row in table.Body.Where(r => r.Cells.Count > Math.Max(start, end)))
        {
            if (context.Claims.Of(row.Cells[start]) is not { } from || context.Claims.Of(row.Cells[end]) is not { } to)
                continue;
            if (from.Times is [var began] && to.Times is [var ended] ? new RangeClaim(began, ended).IsBackward : IsBackward(from, to))
                yield return Backward(from.All.First(), to.All.First(), "the end");
        }
    }

    private static bool IsBackward(PassageClaims from, PassageClaims to) =>
        from is { Times.Count: 0, Dates: [var began] }
        && to is { Times.Count: 0, Dates: [var ended] }
        && ClockReadings.Days(began.Days, ended.Days).All(d => d.To < d.From);

    private static Objection Backward(Claim from, Claim to, string what, string start = "the start") =>
        At(to, $"{what} lies before {start}", $"{Full(to)} is before {Full(from)}", "in every way to read both");

    private static string Full(Claim claim) => claim is TimeClaim { WrittenDate: { } date } ? $"{date.Text} {claim.Text}" : claim.Text;
}
