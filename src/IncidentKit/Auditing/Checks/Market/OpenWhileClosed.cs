using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"During market hours" of a time outside the session, on a holiday or after an early close.</summary>
internal sealed class OpenWhileClosed() : MarketCheck("IKA0204", "open-while-closed")
{
    protected override bool IsOne(MarketClaim claim) =>
        claim.Statement == MarketStatement.Open
        || claim is { Statement: MarketStatement.After, Event: MarketEvent.Open, Distance: null }
        || claim is { Statement: MarketStatement.Before, Event: MarketEvent.Close, Distance: null };
}
