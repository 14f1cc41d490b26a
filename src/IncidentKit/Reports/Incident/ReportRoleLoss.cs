using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>What the services of one role lost together; the minutes are null where nothing is known of one of them.</summary>
internal sealed record ReportRoleLoss(
    ServiceRole Role,
    long? PreMinutesLost,
    long? RegularMinutesLost,
    long? PostMinutesLost,
    long? TradableMinutesLost,
    long? TradableMinutesDown,
    long? TradableMinutesDegraded
);
