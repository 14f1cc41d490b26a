using System.Text.RegularExpressions;
using IncidentKit.Analysis;
using IncidentKit.Analysis.Judging;
using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A duration or a time to detect, mitigate or resolve that the evidence does not give.</summary>
internal sealed partial class LengthAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0605", "duration-differs-from-evidence", AuditSeverity.Error)
{
    private static readonly (Func<string, bool> Label, Func<MeasuredReport, MeasuredLength?[]> Measured)[] Lengths =
    [
        (Milestones.IsDuration, r => [r.Duration, r.TimeToMitigate, r.TimeToResolve]),
        (Milestones.IsTimeToDetect, r => [r.TimeToDetect]),
        (Milestones.IsTimeToMitigate, r => [r.TimeToMitigate]),
        (Milestones.IsTimeToResolve, r => [r.TimeToResolve, r.TimeToMitigate]),
    ];

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var field in context.Claims.All.SelectMany(p => p.Fields).Where(context.MeasuredPart.Holds))
        {
            List<MeasuredLength> measured =
            [
                .. Lengths.Where(l => l.Label(field.Label)).SelectMany(l => l.Measured(evidence)).OfType<MeasuredLength>(),
            ];
            if (
                context.Claims.LengthOf(field) is not { } stated
                || evidence.Judge.Of(stated, measured, ofAGap: Milestones.IsDuration(field.Label)) is not { } judged
            )
                continue;
            context.Compared(field, stated);
            if (!judged.Holds)
                yield return At(
                    stated,
                    $"{field.Label} is not {stated.Text}",
                    Durations.Text(judged.Measured),
                    evidence.EvidenceOf(judged.How)
                );
        }

        foreach (var (length, measured) in Offsets(context, evidence))
        {
            context.Compared(length);
            if (measured.Count > 0 && !measured.Exists(m => length.Agrees(m, Rounding)))
                yield return At(length, $"it was not {length.Text} after the onset", Durations.Text(measured[0]), "/incident/onset");
        }
    }

    /// <summary>The lengths of time after the onset that prose states, with those that may be meant.</summary>
    private static IEnumerable<(DurationClaim Length, List<Duration> Measured)> Offsets(AuditContext context, MeasuredReport evidence)
    {
        foreach (var passage in context.Claims.All.Where(p => p.Durations.Count > 0 && p.Passage.IsStated))
        {
            foreach (var sentence in passage.Sentences.Where(s => !s.IsQuestion && !Unsettled().IsMatch(s.Lower)))
            {
                foreach (var length in passage.Durations.Between(sentence.Start, sentence.End).Where(context.MeasuredPart.Holds))
                {
                    var behind = sentence.Lower.AsSpan(Math.Min(length.End - sentence.Start, sentence.Lower.Length));
                    if (AfterOnset().IsMatch(behind))
                        yield return (length, Meant(context.Claims, passage, sentence, evidence));
                }
            }
        }
    }

    /// <summary>
    /// How long after the onset something was: the times of the sentence or its row decide; without any what its verb names, as far as
    /// that was measured.
    /// </summary>
    private static List<Duration> Meant(ReportClaims claims, PassageClaims passage, Sentence sentence, MeasuredReport evidence)
    {
        var times = passage.Times.Between(sentence.Start, sentence.End).ToList();
        if (times.Count == 0 && passage.Passage.Row is { } row)
            times = [.. row.Cells.SelectMany(c => claims.Of(c)?.Times ?? [])];
        if (times.Count > 0)
        {
            var named = evidence.Incident.Losses.Where(l => l.Names.Any(n => NameMentions.Has(sentence.Lower, n))).Select(l => l.Start);
            List<Instant> starts = [.. evidence.Onsets, .. named];
            return times.TrueForAll(t => t.Instant is not null)
                ? [.. times.SelectMany(t => starts.SelectMany(s => Between(s, t))).Where(d => d > Duration.Zero)]
                : [];
        }

        return Detected().IsMatch(sentence.Lower) ? [.. Known(evidence.TimeToDetect)]
            : Repaired().IsMatch(sentence.Lower)
                ? [.. Known(evidence.TimeToMitigate, evidence.TimeToResolve), .. evidence.Incident.GapLengths]
            : [];

        static IEnumerable<Duration> Known(params MeasuredLength?[] lengths) => lengths.OfType<MeasuredLength>().Select(l => l.Length);
    }

    /// <summary>The lengths from a moment to a time; one without a date may be of the day before or after as well.</summary>
    private static IEnumerable<Duration> Between(Instant start, TimeClaim time)
    {
        var length = time.Instant!.Value - start;
        return time.WrittenDate is not null ? [length] : [length, length - Day, length + Day];
    }

    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>A time without seconds may be off by so much.</summary>
    private static readonly Duration Rounding = Duration.FromMinutes(2);

    [GeneratedRegex(
        @"^ (?:after|from|since|past|into|later than|behind) (?:the |our |its |this |that ){0,2}(?:very )?(?:first )?(?:onset|start"
            + @"|beginning"
            + @"|outage|freeze|incident|failure|fault|impact|(?:missed|lost|failed) run|first (?:missed|lost|failed))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex AfterOnset();

    [GeneratedRegex(@"\b(?:notic|detect|discover|spotted|realis|realiz|alerted|alarm|paged|found out)", RegexOptions.CultureInvariant)]
    private static partial Regex Detected();

    [GeneratedRegex(
        @"\b(?:mitigat|recover|restor|resolv|repair|fixed|came back|ran again|were back|was back|was over|ended)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Repaired();

    [GeneratedRegex(
        @"\b(?:would|should|could|might|may|will|must|if|unless|not|never|within|target|goal|slo|sla|each|every)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Unsettled();
}
