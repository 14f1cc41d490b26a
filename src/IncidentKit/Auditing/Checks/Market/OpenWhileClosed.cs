using IncidentKit.Claims;

namespace IncidentKit.Auditing.Checks.Market;

/// <summary>"During market hours" of a time outside the session, on a holiday or after an early close.</summary>
internal sealed class OpenWhileClosed() : MarketCheck("IKA0204", "open-while-closed", MarketStatement.Open);
