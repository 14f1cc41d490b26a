using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Analysis;

/// <summary>How far an incident is, in the words of the report.</summary>
internal static class IncidentStatus
{
    /// <summary>
    /// Resolved, mitigated or ongoing. Without an outage it is <c>unknown</c>
    /// where runs or parts of the account are unknown, else <c>noOutage</c>.
    /// </summary>
    public static string Of(ExplainedOutage? chosen, KeyTimes times, IReadOnlyList<ScheduleRuns> runs, IReadOnlyList<UnseenPart> unseen) =>
        chosen is null
            ? unseen.Count > 0 || runs.Any(r => r.Counts.Unknown > 0)
                ? "unknown"
                : "noOutage"
            : !times.Mitigated.IsKnown
                ? "ongoing"
                : times.Resolved.IsKnown
                    ? "resolved"
                    : "mitigated";
}
