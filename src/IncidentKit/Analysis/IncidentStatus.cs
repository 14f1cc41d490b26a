using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Analysis;

/// <summary>How far an incident is, in the words of the report.</summary>
internal static class IncidentStatus
{
    /// <summary>
    /// Resolved, mitigated or ongoing: that of the outage which is least far, so that nothing is called over while another goes on. Without
    /// an outage it is <c>unknown</c> where runs or parts of the account are unknown, else <c>noOutage</c>.
    /// </summary>
    /// <param name="outages">All outages of the window.</param>
    /// <param name="runs">All schedules.</param>
    /// <param name="findings">The findings, whose recoveries mended what is not a field of a schedule.</param>
    /// <param name="unseen">What of the account was not seen.</param>
    public static string Of(
        IReadOnlyList<ExplainedOutage> outages,
        IReadOnlyList<ScheduleRuns> runs,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<UnseenPart> unseen
    ) =>
        outages.Count == 0
            ? unseen.Count > 0 || runs.Any(r => r.Counts.Unknown > 0)
                ? "unknown"
                : "noOutage"
            : outages.Any(o => o.Outage.Mitigated is null)
                ? "ongoing"
                : outages.All(o => AppliedFix.Of(o.Outage, runs, findings).Whole)
                    ? "resolved"
                    : "mitigated";
}
