using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"The market was closed" of a time inside the session.</summary>
internal sealed class ClosedWhileOpen() : MarketCheck("IKA0201", "closed-while-open", MarketStatement.Closed);
