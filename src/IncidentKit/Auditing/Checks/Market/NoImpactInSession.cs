namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"No financial impact" of a window with minutes in which the market traded, without a word on how that is known.</summary>
internal sealed class NoImpactInSession() : AuditCheck(AuditFamily.Market, "IKA0205", "no-impact-in-session", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var claim in context.Claims.All.SelectMany(p => p.Impacts))
        {
            if (
                context.MarketJudge.Of(claim with { Window = claim.Window ?? context.Outage(claim) })
                is not { Measured.IsKnown: true } judged
            )
                continue;
            context.Compared(claim);
            if (!judged.Holds && !claim.HasReason)
                yield return At(
                    claim,
                    $"'{claim.Text}', but the market traded: say how that is known",
                    $"{judged.Measured.Minutes} minutes of the window lie in the regular session",
                    judged.How
                );
        }
    }
}
