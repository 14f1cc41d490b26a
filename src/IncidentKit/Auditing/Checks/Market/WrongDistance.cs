using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"3 hours before the open" of a time that is not.</summary>
internal sealed class WrongDistance() : MarketCheck("IKA0203", "wrong-distance-to-open-or-close")
{
    protected override bool IsOne(MarketClaim claim) => claim.Distance is not null;
}
