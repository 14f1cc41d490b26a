using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"At market close" of a time that is far from it.</summary>
internal sealed class NotAtOpenOrClose() : MarketCheck("IKA0202", "not-at-open-or-close", MarketStatement.AtClose, MarketStatement.AtOpen);
