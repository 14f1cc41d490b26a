using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>What one log group wrote in the window.</summary>
/// <param name="Region">The region.</param>
/// <param name="LogGroup">The log group.</param>
/// <param name="Schedules">The schedules whose targets write to it; empty where none is known.</param>
/// <param name="Covered">What of the window was looked at.</param>
/// <param name="FirstEvent">The start of the first minute with events; null when it had none.</param>
/// <param name="LastEvent">The start of the last minute with events; null when it had none.</param>
/// <param name="Events">Events in what was looked at; null when nothing was.</param>
/// <param name="MinutesWithEvents">Minutes that have events; null when nothing was looked at.</param>
/// <param name="Baseline">What usual silence was learnt from; null where too little of the past is recorded.</param>
/// <param name="SilentSpans">The silences longer than usual; null where too little of the past is recorded.</param>
/// <param name="UnjudgedSilences">Silences of two minutes or more at times of which the past says nothing.</param>
/// <param name="Drawing">The events over the window; null for a group that is not drawn.</param>
/// <param name="Evidence">Records of the bundle by id.</param>
/// <param name="EvidenceCount">All records, listed or not.</param>
internal sealed record ReportLogActivity(
    string Region,
    string LogGroup,
    IReadOnlyList<string> Schedules,
    IReadOnlyList<ReportWindow> Covered,
    Instant? FirstEvent,
    Instant? LastEvent,
    long? Events,
    int? MinutesWithEvents,
    string? Baseline,
    IReadOnlyList<ReportSilentSpan>? SilentSpans,
    int UnjudgedSilences,
    ReportEventBins? Drawing,
    IReadOnlyList<string> Evidence,
    int EvidenceCount
);
