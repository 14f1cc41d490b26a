using IncidentKit.Claims;
using IncidentKit.Evidence;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"No financial impact" of a window with minutes in which the market traded, without a word on how that is known.</summary>
internal sealed class NoImpactInSession() : AuditCheck(AuditFamily.Market, "IKA0205", "no-impact-in-session", AuditSeverity.Warning)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var claim in context.Claims.All.SelectMany(p => p.Impacts))
        {
            if (claim.Window is not { } window || context.Calendars.Count == 0 || !context.Calendars.All(c => c.Knows(window)))
                continue;
            context.Compared(claim);
            var market = context.Calendars.MaxBy(c => c.MinutesBetween(window.Start, window.End).Regular)!;
            var minutes = market.MinutesBetween(window.Start, window.End).Regular;
            if (minutes > 0 && !claim.HasReason)
                yield return At(
                    claim,
                    $"'{claim.Text}', but the market traded: say how that is known",
                    $"{minutes} minutes of the window lie in the regular session",
                    MarketJudgement.Row(window.Start, market)
                );
        }
    }
}
