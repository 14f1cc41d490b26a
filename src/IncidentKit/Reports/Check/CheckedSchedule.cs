using IncidentKit.Analysis;
using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Reports.Check;

/// <summary>One schedule now.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="Verdict">What is known of it.</param>
/// <param name="State">enabled, disabled, deleted or unknown.</param>
/// <param name="LastDue">The last fire time of which it is known what became of it; null when there is none.</param>
/// <param name="LastRun">What became of it.</param>
/// <param name="FirstGoodSince">The first good fire time since the asked time; null when nobody asked or there is none.</param>
/// <param name="NextFireTime">Its next fire time; null when it has none or its phase is unknown.</param>
/// <param name="Reasons">What the verdict rests on, one sentence each.</param>
/// <param name="Findings">The findings that hold for it.</param>
/// <param name="Succeeded">Runs of the time looked at that are known to have ended well.</param>
/// <param name="OutcomeUnknown">Runs of that time of which it is not known how they ended.</param>
/// <param name="Lengths">How long its runs took; null where none is known.</param>
internal sealed record CheckedSchedule(
    string Schedule,
    CheckVerdict Verdict,
    string State,
    Instant? LastDue,
    RunVerdict? LastRun,
    Instant? FirstGoodSince,
    Instant? NextFireTime,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Findings,
    int Succeeded,
    int OutcomeUnknown,
    ReportLengths? Lengths
);
