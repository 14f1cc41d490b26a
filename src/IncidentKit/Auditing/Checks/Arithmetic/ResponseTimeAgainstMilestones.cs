using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>
/// A time to detect, mitigate or resolve that the milestones beside it do not give, counted from the start or from the detection.
/// </summary>
internal sealed class ResponseTimeAgainstMilestones()
    : AuditCheck(AuditFamily.Arithmetic, "IKA0107", "response-time-differs-from-milestones", AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        var claims = context.Claims;
        foreach (var incident in context.Document.Sections.Select(s => s.Incident).Distinct())
        {
            var start = Of(Milestones.IsStart);
            var detected = Of(Milestones.IsDetected);
            TimeClaim?[] ends = [Of(Milestones.IsMitigated), Of(Milestones.IsResolved), Of(Milestones.IsEnd)];
            (Func<string, bool> Label, TimeClaim?[] From, TimeClaim?[] To)[] times =
            [
                (Milestones.IsTimeToDetect, [start], [detected]),
                (Milestones.IsTimeToMitigate, [start, detected], ends),
                (Milestones.IsTimeToResolve, [start, detected], ends),
            ];
            foreach (var (label, from, to) in times)
            {
                var field = claims.Fields(incident, label).FirstOrDefault();
                var pairs = from.SelectMany(f => to.Select(t => (From: f, To: t))).Where(p => p.From?.Instant < p.To?.Instant).ToList();
                if (field is null || pairs.Count == 0 || claims.LengthOf(field) is not { } stated || start is null)
                    continue;
                context.Compared(field, stated);
                if (!pairs.Exists(p => stated.Agrees(p.To!.Instant!.Value - p.From!.Instant!.Value, Durations.Slack(p.From, p.To))))
                    yield return Differs(field, stated, pairs[0].From!, pairs[0].To!);
            }

            TimeClaim? Of(Func<string, bool> label) =>
                claims.Fields(incident, label).Select(claims.TimeOf).ToList() is [{ } only] ? only : null;
        }
    }

    private static Objection Differs(FieldClaim field, DurationClaim stated, TimeClaim from, TimeClaim to) =>
        At(
            stated,
            $"{field.Label} is not {stated.Text}",
            Durations.Text(to.Instant!.Value - from.Instant!.Value),
            $"{to.Text} less {from.Text}"
        );
}
