using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One gap, half-open; <c>end</c> is null while it is open.</summary>
internal sealed record ReportGap(
    string Schedule,
    Instant Start,
    Instant? End,
    int Missed,
    int Failed,
    int Unknown,
    FailureLayer Layer,
    string Outage,
    IReadOnlyList<string> Evidence,
    int EvidenceCount
);
