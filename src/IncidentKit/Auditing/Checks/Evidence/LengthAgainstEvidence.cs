using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Evidence;

/// <summary>A duration or a time to detect, mitigate or resolve that the evidence does not give.</summary>
internal sealed class LengthAgainstEvidence()
    : AuditCheck(AuditFamily.Evidence, "IKA0605", "duration-differs-from-evidence", AuditSeverity.Error)
{
    private static readonly Duration Slack = Duration.FromMinutes(2);

    private static readonly (Func<string, bool> Label, string[] Measured)[] Lengths =
    [
        (Milestones.IsDuration, ["duration", "timeToMitigate", "timeToResolve"]),
        (Milestones.IsTimeToDetect, ["timeToDetect"]),
        (Milestones.IsTimeToMitigate, ["timeToMitigate"]),
        (Milestones.IsTimeToResolve, ["timeToResolve", "timeToMitigate"]),
    ];

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        if (context.Evidence is not { } evidence || context.IsRendered)
            yield break;
        foreach (var field in context.Claims.All.SelectMany(p => p.Fields).Where(context.MeasuredPart.Holds))
        {
            var measured = Lengths
                .Where(l => l.Label(field.Label))
                .SelectMany(l => l.Measured)
                .Select(n => (Name: n, Length: evidence.Length(n)))
                .Where(m => m.Length is not null)
                .ToList();
            if (measured.Count == 0 || context.Claims.LengthOf(field) is not { } stated)
                continue;
            context.Compared(field, stated);
            var parts = Milestones.IsDuration(field.Label) ? evidence.GapLengths : [];
            if (!measured.Select(m => m.Length!.Value).Concat(parts).Any(m => stated.Agrees(m, Slack)))
                yield return At(
                    stated,
                    $"{field.Label} is not {stated.Text}",
                    Durations.Text(measured[0].Length!.Value),
                    evidence.EvidenceOf($"/incident/{measured[0].Name}")
                );
        }
    }
}
