using IncidentKit.Markets;

namespace IncidentKit.Impact;

/// <summary>What a service lost of a market's day.</summary>
/// <param name="Downtime">When it was down.</param>
/// <param name="Minutes">The minutes it was down, by phase.</param>
/// <param name="TradableMinutes">Those of them in which the user trades.</param>
internal sealed record ServiceLoss(Downtime Downtime, PhaseMinutes Minutes, long TradableMinutes)
{
    /// <summary>Whether nothing is known of it but that some of its runs are unknown.</summary>
    public bool IsUnknown => Downtime.IsUnknown;
}
