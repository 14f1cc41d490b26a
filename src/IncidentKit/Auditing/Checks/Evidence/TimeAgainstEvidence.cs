using System.Text.RegularExpressions;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A time at which things stopped, or ran again, that no gap in the evidence has.</summary>
internal sealed partial class TimeAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0602", "time-differs-from-evidence", AuditSeverity.Error)
{
    /// <summary>People round, and look at the last good run or the first bad one.</summary>
    private static readonly Duration Slack = Duration.FromMinutes(5);

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
            var objection in Against(context, starts.Concat(ranges.Select(r => r.From)), evidence.Starts, "stopped", "/incident/onset")
                .Concat(Against(context, ends.Concat(ranges.Select(r => r.To)), evidence.Ends, "ran again", "/incident/mitigated"))
                .Concat(Against(context, resolved, evidence.Ends, "ran again", "/incident/mitigated", mayBeLater: true))
        )
            yield return objection;
    }

    /// <summary>The times that are none of those measured. What is resolved is declared so: that may be later.</summary>
    private static IEnumerable<Objection> Against(
        AuditContext context,
        IEnumerable<TimeClaim?> times,
        IReadOnlyList<Instant> measured,
        string what,
        string pointer,
        bool mayBeLater = false
    )
    {
        if (measured.Count == 0)
            yield break;
        foreach (var time in times.OfType<TimeClaim>().Distinct())
        {
            if (time.Instant is not { } said || !context.MeasuredPart.Holds(said) || (mayBeLater && said > measured.Min()))
                continue;
            context.Compared(time);
            var nearest = measured.MinBy(m => m > said ? m - said : said - m);
            if ((nearest > said ? nearest - said : said - nearest) > Slack)
                yield return At(time, $"nothing {what} at {time.Text}", $"{nearest}", context.Evidence!.EvidenceOf(pointer));
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
