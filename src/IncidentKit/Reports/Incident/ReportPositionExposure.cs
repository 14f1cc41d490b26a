using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One position; values are null when the prices given have none of it in the time.</summary>
internal sealed record ReportPositionExposure(
    string Symbol,
    decimal Quantity,
    decimal AveragePrice,
    Instant? StartAt,
    decimal? StartPrice,
    decimal? StartValue,
    Instant? WorstAt,
    decimal? WorstPrice,
    decimal? WorstChange,
    Instant? RecoveryAt,
    decimal? RecoveryPrice,
    decimal? RecoveryValue,
    decimal? Change,
    int Bars,
    IReadOnlyList<string> Evidence
);
