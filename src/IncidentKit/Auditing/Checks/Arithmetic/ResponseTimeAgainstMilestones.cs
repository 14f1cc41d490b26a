namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A time to detect, mitigate or resolve that neither the milestones nor the timeline give, counted from the start or from the detection.
/// </summary>
internal sealed class ResponseTimeAgainstMilestones()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0107", "response-time-differs-from-milestones", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context) =>
        LengthAgainstMoments
            .Wrong(context, l => l.To is not null)
            .Select(w =>
                At(
                    w.Length.Length,
                    $"{w.Length.What} is not {w.Length.Length.Text}",
                    Durations.Text(w.Actual),
                    $"{w.To.Text} less {w.From.Text}, the nearest of what may be meant",
                    fix: Durations.Text(w.Actual)
                )
            );
}
