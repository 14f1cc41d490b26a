using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One recorded change of one field.</summary>
internal sealed record ReportChange(
    Instant At,
    string By,
    string? Via,
    string Action,
    string Subject,
    string? Field,
    string? Before,
    string? After,
    bool Succeeded,
    IReadOnlyList<string> Evidence
);
