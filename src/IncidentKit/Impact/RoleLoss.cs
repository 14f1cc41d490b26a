using IncidentKit.Inputs;
using IncidentKit.Markets;

namespace IncidentKit.Impact;

/// <summary>What the services of one role lost of a market's day together.</summary>
/// <param name="Role">The role.</param>
/// <param name="Minutes">The minutes in which it was degraded or down: one of its services at least did not run as it should.</param>
/// <param name="TradableMinutes">Those of them in which the user trades.</param>
/// <param name="TradableDown">Those of these in which it was down: none of its services ran.</param>
/// <param name="IsUnknown">Whether nothing is known of one of its services, so that the sums are unknown.</param>
internal sealed record RoleLoss(ServiceRole Role, PhaseMinutes Minutes, long TradableMinutes, long TradableDown, bool IsUnknown)
{
    /// <summary>The tradable minutes in which some of its services ran and some did not.</summary>
    public long TradableDegraded => TradableMinutes - TradableDown;
}
