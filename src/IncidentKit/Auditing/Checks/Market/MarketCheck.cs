using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>Statements of one kind about the market that its calendar contradicts.</summary>
internal abstract class MarketCheck(string id, string name) : AuditCheck(AuditFamily.Market, id, name, AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var claim in context.Claims.All.SelectMany(p => p.Markets).Where(IsOne))
        {
            if (context.Judge(claim.Within(context.Outage(claim))) is not { } judged)
                continue;
            context.Compared(claim);
            if (!judged.Holds)
                yield return At(claim, $"'{claim.Text}' does not hold", judged.Measured, judged.How);
        }
    }

    /// <summary>Whether a statement is one of the kind.</summary>
    protected abstract bool IsOne(MarketClaim claim);
}
