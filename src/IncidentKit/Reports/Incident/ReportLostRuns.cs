using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Consecutive missed or failed fire times of one schedule that were lost at the same step; both ends inclusive.</summary>
internal sealed record ReportLostRuns(string Schedule, FailureLayer Layer, Instant First, Instant Last, int Runs);
