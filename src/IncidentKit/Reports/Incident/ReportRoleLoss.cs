using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>What the services of one role lost together.</summary>
internal sealed record ReportRoleLoss(
    ServiceRole Role,
    long PreMinutesLost,
    long RegularMinutesLost,
    long PostMinutesLost,
    long TradableMinutesLost
);
