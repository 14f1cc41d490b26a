namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A count of schedules or runs that the evidence does not give.</summary>
internal sealed class CountAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0601", "count-differs-from-evidence", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var count in context.Claims.All.SelectMany(p => p.Counts))
        {
            if (evidence.Judge.Of(count) is not { } judged || !context.MeasuredPart.Holds(count))
                continue;
            context.Compared(count);
            if (!judged.Holds)
                yield return At(count, $"'{count.Text}' is not what was measured", judged.Measured, evidence.EvidenceOf(judged.How));
        }
    }
}
