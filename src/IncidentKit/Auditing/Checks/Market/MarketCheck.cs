using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>Statements of one kind about the market that its calendar contradicts.</summary>
internal abstract class MarketCheck(string id, string name, params MarketStatement[] statements)
    : AuditCheck(AuditFamily.Market, id, name, AuditSeverity.Error)
{
    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var claim in context.Claims.All.SelectMany(p => p.Markets).Where(m => statements.Contains(m.Statement)))
        {
            var against = context
                .Calendars.Select(c => (Verdict: MarketJudgement.Against(claim, c, out var compared), Compared: compared))
                .ToList();
            if (!against.Exists(a => a.Compared))
                continue;
            context.Compared(claim);
            if (against.TrueForAll(a => a is { Compared: true, Verdict: not null }) && against[0].Verdict is var (found, how))
                yield return At(claim, $"'{claim.Text}' does not hold", found, how);
        }
    }
}
