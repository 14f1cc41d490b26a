using IncidentKit.Inputs;

namespace IncidentKit.Reports.Incident;

/// <summary>What one service lost; minutes are null when they are unknown.</summary>
internal sealed record ReportServiceLoss(
    string Service,
    ServiceRole? Role,
    long? PreMinutesLost,
    long? RegularMinutesLost,
    long? PostMinutesLost,
    long? TradableMinutesLost,
    int UnknownRuns
);
