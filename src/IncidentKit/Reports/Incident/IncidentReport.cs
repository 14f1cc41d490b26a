using IncidentKit.Evidence;

namespace IncidentKit.Reports.Incident;

/// <summary>
/// <c>incident-report.json</c>, the only thing templates see. Every field is always present; what is unknown is null, with a row in
/// <see cref="Basis"/> that says why. Names are part of the public contract: add, never rename.
/// </summary>
internal sealed record IncidentReport
{
    /// <summary>Version of this model, MODEL.REVISION.ADDITION.</summary>
    public const string CurrentSchemaVersion = "1.0.4";

    /// <inheritdoc cref="CurrentSchemaVersion"/>
    public string SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The AWS account, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>The window looked at, half-open.</summary>
    public required ReportWindow Window { get; init; }

    /// <summary>The chosen outage, its times and what people call it.</summary>
    public required ReportIncident Incident { get; init; }

    /// <summary>Page one.</summary>
    public required ReportBrief Brief { get; init; }

    /// <summary>What happened, in sentences, in order of time; empty without an outage.</summary>
    public required IReadOnlyList<ReportStoryLine> Story { get; init; }

    /// <summary>Sums over all schedules.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>All outages of the window, by onset.</summary>
    public required IReadOnlyList<ReportOutage> Outages { get; init; }

    /// <summary>All schedules, by name.</summary>
    public required IReadOnlyList<ReportSchedule> Schedules { get; init; }

    /// <summary>All gaps, by start and schedule.</summary>
    public required IReadOnlyList<ReportGap> Gaps { get; init; }

    /// <summary>Every missed or failed run with the step at which it was lost, by schedule and time.</summary>
    public required IReadOnlyList<ReportLostRuns> Lost { get; init; }

    /// <summary>When schedules were meant not to run, in the order of the incident file.</summary>
    public required IReadOnlyList<ReportIntended> Intended { get; init; }

    /// <summary>Runs started by hand, by time.</summary>
    public required IReadOnlyList<ReportManualRun> ManualRuns { get; init; }

    /// <summary>The findings, what explains an onset first.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>Recorded configuration changes, by time.</summary>
    public required IReadOnlyList<ReportChange> Changes { get; init; }

    /// <summary>The changes of the window, those that were made in one go as one, by time.</summary>
    public required IReadOnlyList<ReportPush> Pushes { get; init; }

    /// <summary>
    /// Why changes may have been made that are not among the recorded ones, one sentence each; empty where all were recorded.
    /// </summary>
    public required IReadOnlyList<string> ChangesNotRecorded { get; init; }

    /// <summary>What it cost.</summary>
    public required ReportImpact Impact { get; init; }

    /// <summary>Moments of the response that people state, by time.</summary>
    public required IReadOnlyList<ReportMilestone> Milestones { get; init; }

    /// <summary>What only people know.</summary>
    public required ReportAttested Attested { get; init; }

    /// <summary>Each schedule of the chosen outage before and after it, by name.</summary>
    public required IReadOnlyList<ReportVerification> Verification { get; init; }

    /// <summary>Whether the system was ready for the next open.</summary>
    public required ReportReadiness Readiness { get; init; }

    /// <summary>Earlier incidents with a finding of this one; null when no earlier reports were given.</summary>
    public required IReadOnlyList<ReportRecurrence>? Recurrence { get; init; }

    /// <summary>The phases of the markets' sessions that reach into the window, in order; the first 200 of a long one.</summary>
    public required IReadOnlyList<ReportSession> Sessions { get; init; }

    /// <summary>The schedules' windows at a glance, those that lost runs first.</summary>
    public required IReadOnlyList<ReportLane> Lanes { get; init; }

    /// <summary>What each log group wrote, by region and name; empty where none is recorded to have had an event.</summary>
    public required IReadOnlyList<ReportLogActivity> LogActivity { get; init; }

    /// <summary>What happened, in time order.</summary>
    public required IReadOnlyList<ReportTimelineRow> Timeline { get; init; }

    /// <summary>What to do, suggested from the findings.</summary>
    public required IReadOnlyList<ReportActionItem> ActionItems { get; init; }

    /// <summary>What only people know and nobody has written yet; empty for a final report, and without an outage.</summary>
    public required IReadOnlyList<ReportPrompt> ToFill { get; init; }

    /// <summary>What was put right in the chosen outage, and how it is proved.</summary>
    public required IReadOnlyList<ReportFix> Fixes { get; init; }

    /// <summary>What would have told of the chosen outage, and when; empty without one.</summary>
    public required IReadOnlyList<ReportDetection> Detection { get; init; }

    /// <summary>Log groups that <c>fix.sh</c> would create.</summary>
    public required IReadOnlyList<ReportLogGroup> MissingLogGroups { get; init; }

    /// <summary>Fields <c>fix.sh</c> would put right.</summary>
    public required IReadOnlyList<ReportRepair> Repairs { get; init; }

    /// <summary>Why there is nothing to repair; null when there is.</summary>
    public required string? RepairNotice { get; init; }

    /// <summary>What was looked at and what was not, by source.</summary>
    public required IReadOnlyList<SourceCoverage> Coverage { get; init; }

    /// <summary>What a reader should know of how the values came about, and contradictions.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>What each value rests on.</summary>
    public required IReadOnlyList<BasisRow> Basis { get; init; }

    /// <summary>The records cited anywhere, by id.</summary>
    public required IReadOnlyList<ReportEvidence> Evidence { get; init; }

    /// <summary>What the report was made from.</summary>
    public required ReportProvenance Provenance { get; init; }
}
