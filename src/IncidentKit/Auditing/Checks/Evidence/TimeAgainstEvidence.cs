using System.Text.RegularExpressions;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A time at which things stopped, or ran again, that no gap in the evidence has.</summary>
internal sealed partial class TimeAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0602", "time-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        var claims = context.Claims;
        var fields = claims.All.SelectMany(p => p.Fields).ToList();
        var starts = fields.Where(f => Milestones.IsStart(f.Label)).Select(claims.TimeOf).Concat(Sentences(claims, Stopped()));
        var ends = fields
            .Where(f => Milestones.IsEnd(f.Label) || Milestones.IsMitigated(f.Label))
            .Select(claims.TimeOf)
            .Concat(Sentences(claims, Ran()));
        var resolved = fields.Where(f => Milestones.IsResolved(f.Label)).Select(claims.TimeOf);
        var ranges = fields
            .Where(f => Milestones.IsDuration(f.Label))
            .SelectMany(f => claims.Of(f.ValuePassage)!.Ranges.Between(f.ValueStart, f.ValueStart + f.Value.Length))
            .ToList();
        foreach (
            var objection in Against(context, starts.Concat(ranges.Select(r => r.From)), evidence.Judge.Stopped, "stopped")
                .Concat(Against(context, ends.Concat(ranges.Select(r => r.To)), evidence.Judge.RanAgain, "ran again"))
                .Concat(Against(context, resolved, evidence.Judge.Resolved, "ran again"))
        )
            yield return objection;
        foreach (var detected in fields.Where(f => Milestones.IsDetected(f.Label)).Select(claims.TimeOf).OfType<TimeClaim>())
        {
            if (
                evidence.Incident is { OnsetAtOrBefore: false, Onset: { } onset }
                && detected.Instant < onset
                && context.MeasuredPart.Holds(detected.Instant.Value)
            )
                yield return At(
                    detected,
                    $"nothing was lost yet at {detected.Text}",
                    $"the first run was missed at {onset}",
                    "/incident/onset"
                );
        }
    }

    /// <summary>The times that are none of those measured.</summary>
    private static IEnumerable<Objection> Against(
        AuditContext context,
        IEnumerable<TimeClaim?> times,
        Func<Instant, Judgement<Instant>?> judge,
        string what
    )
    {
        foreach (var time in times.OfType<TimeClaim>().Distinct())
        {
            if (time.Instant is not { } said || !context.MeasuredPart.Holds(said) || judge(said) is not { } judged)
                continue;
            context.Compared(time);
            if (!judged.Holds)
                yield return At(time, $"nothing {what} at {time.Text}", $"{judged.Measured}", context.Evidence!.EvidenceOf(judged.How));
        }
    }

    private static IEnumerable<TimeClaim?> Sentences(ReportClaims claims, Regex verb) =>
        claims
            .All.Where(p => p.Times.Count > 0)
            .SelectMany(p =>
                p.Sentences.Where(s => !s.IsQuestion)
                    .SelectMany(s =>
                        verb.Matches(s.Lower)
                            .Select(m => s.Start + m.Index + m.Length)
                            .Select(end => p.Times.From(end) is { } time && time.Start <= s.End && time.Start - end < 20 ? time : null)
                    )
            );

    [GeneratedRegex(
        @"\b(?:schedules?|schedulers?|runs|they) (?:froze|stopped|went down|failed)(?: running)?(?: at| from| since| around)?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Stopped();

    [GeneratedRegex(
        @"\b(?:schedules?|schedulers?|runs|they) (?:ran again|resumed|came back|recovered|run again|were back|was back)(?: at"
            + @"| from| around)?\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Ran();
}
