using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>A moment of the response that a person states.</summary>
/// <param name="Name">diagnosisStarted, causeFound or verified.</param>
/// <param name="At">When.</param>
/// <param name="AfterOnset">From the onset to it, negative when it was before; null without an onset.</param>
internal sealed record ReportMilestone(string Name, Instant At, Duration? AfterOnset);
