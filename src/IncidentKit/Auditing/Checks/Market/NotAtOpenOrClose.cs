using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"At market close" of a time that is far from it, or a time of an open or a close that is none.</summary>
internal sealed class NotAtOpenOrClose() : MarketCheck("IKA0202", "not-at-open-or-close")
{
    protected override bool IsOne(MarketClaim claim) =>
        claim.Statement is MarketStatement.At or MarketStatement.Is or MarketStatement.Next or MarketStatement.ShortDay;
}
