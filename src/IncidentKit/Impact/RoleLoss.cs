using IncidentKit.Inputs;
using IncidentKit.Markets;

namespace IncidentKit.Impact;

/// <summary>What the services of one role lost of a market's day together.</summary>
/// <param name="Role">The role.</param>
/// <param name="Minutes">The minutes in which one of them at least was down, by phase.</param>
/// <param name="TradableMinutes">Those of them in which the user trades.</param>
internal sealed record RoleLoss(ServiceRole Role, PhaseMinutes Minutes, long TradableMinutes);
