using IncidentKit.Analysis;
using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A duration or a time to detect, mitigate or resolve that the evidence does not give.</summary>
internal sealed class LengthAgainstEvidence()
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
    }
}
