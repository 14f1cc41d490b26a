using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A milestone that two places speaking of the whole incident put at different times, or one of them and the timeline; and any other event
/// that two places tell in the same words.
/// </summary>
internal sealed class MilestoneStatedTwice() : AuditCheck(AuditFamily.Arithmetic, "IKA0110", "milestone-given-twice", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (
            var (wrong, what, other) in MilestoneAgainstTimeline
                .Of(context)
                .Concat(EventAgainstTimeline.Of(context))
                .Concat(WindowStatedTwice.Of(context))
                .Concat(HalfDaySlip.Of(context))
                .DistinctBy(w => w.Wrong.Passage.OffsetOf(w.Wrong.Start))
        )
            yield return At(wrong, $"{what}: '{wrong.Text}' here, '{other.Text}' elsewhere", other.Text, context.LineOf(other));

        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            foreach (var same in context.Claims.Moments(incident).GroupBy(m => m.Field.Label))
            {
                var fields = OverallPlace
                    .Of(same.Select(m => m.Field), context.Document)
                    .ToHashSet<FieldClaim>(ReferenceEqualityComparer.Instance);
                var moments = same.Where(m => fields.Contains(m.Field)).ToList();
                foreach (var other in moments.Skip(1).Where(m => m.Field.Passage.Section != moments[0].Field.Passage.Section))
                {
                    context.Compared(moments[0].Value, other.Value);
                    if (Differ(moments[0], other))
                        yield return At(
                            other.Value,
                            $"{other.Field.Label} is '{other.Value.Text}' here, '{moments[0].Value.Text}' above",
                            moments[0].Value.Text,
                            context.LineOf(moments[0].Value)
                        );
                }
            }
        }
    }

    /// <summary>
    /// Whether every reading puts them apart by more than people round; without dates by less than a day, on a clock's round.
    /// </summary>
    private static bool Differ(MomentClaim a, MomentClaim b)
    {
        if (a.Time is not { } first || b.Time is not { } second)
            return a.IsBefore(b) || b.IsBefore(a);
        var slack = Durations.Slack(first, second);
        if (ClockReadings.Differences(first, second) is { Count: > 0 } differences)
            return differences.All(d => d > slack || -d > slack);
        var day = Duration.FromDays(1);
        return ClockReadings.Lengths(first, second, Duration.Zero) is { Count: > 0 } lengths
            && lengths.All(d => d > slack && day - d > slack);
    }
}
