using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Reports.Daily;

/// <summary>One gap within the day, half-open; <c>end</c> is null while it is open when the day ends.</summary>
internal sealed record DailyGap(
    string Schedule,
    Instant Start,
    bool StartAtOrBefore,
    Instant? End,
    int Missed,
    int Failed,
    int Unknown,
    FailureLayer Layer,
    IReadOnlyList<string> Evidence,
    int EvidenceCount
);
