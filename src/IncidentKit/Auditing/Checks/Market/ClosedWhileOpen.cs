using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"The market was closed" of a time inside the session, or "a holiday" of a day that has one.</summary>
internal sealed class ClosedWhileOpen() : MarketCheck("IKA0201", "closed-while-open")
{
    protected override bool IsOne(MarketClaim claim) =>
        claim.Statement
            is MarketStatement.Closed
                or MarketStatement.Pre
                or MarketStatement.Post
                or MarketStatement.Break
                or MarketStatement.Holiday
                or MarketStatement.Weekend
                or MarketStatement.NoMinute
        || claim is { Statement: MarketStatement.After, Event: not MarketEvent.Open, Distance: null }
        || claim is { Statement: MarketStatement.Before, Event: not MarketEvent.Close, Distance: null };
}
