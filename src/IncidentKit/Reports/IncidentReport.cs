using IncidentKit.Diagnosis;
using IncidentKit.Evidence;
using IncidentKit.Executions;
using NodaTime;

namespace IncidentKit.Reports;

/// <summary>
/// <c>incident-report.json</c>, the only thing templates see. Every field is always present; what is unknown is null, with a row in
/// <see cref="Basis"/> that says why. Names are part of the public contract: add, never rename.
/// </summary>
public sealed record IncidentReport
{
    /// <summary>Version of this model, MODEL.REVISION.ADDITION.</summary>
    public const string CurrentSchemaVersion = "1.0.0";

    /// <inheritdoc cref="CurrentSchemaVersion"/>
    public string SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The window looked at, half-open.</summary>
    public required ReportWindow Window { get; init; }

    /// <summary>The chosen outage, its times and what people call it.</summary>
    public required ReportIncident Incident { get; init; }

    /// <summary>Sums over all schedules.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>All outages of the window, by onset.</summary>
    public required IReadOnlyList<ReportOutage> Outages { get; init; }

    /// <summary>All schedules, by name.</summary>
    public required IReadOnlyList<ReportSchedule> Schedules { get; init; }

    /// <summary>All gaps, by start and schedule.</summary>
    public required IReadOnlyList<ReportGap> Gaps { get; init; }

    /// <summary>Runs started by hand, by time.</summary>
    public required IReadOnlyList<ReportManualRun> ManualRuns { get; init; }

    /// <summary>The findings, what explains an onset first.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>Recorded configuration changes, by time.</summary>
    public required IReadOnlyList<ReportChange> Changes { get; init; }

    /// <summary>What it cost.</summary>
    public required ReportImpact Impact { get; init; }

    /// <summary>What happened, in time order.</summary>
    public required IReadOnlyList<ReportTimelineRow> Timeline { get; init; }

    /// <summary>What to do, suggested from the findings.</summary>
    public required IReadOnlyList<ReportActionItem> ActionItems { get; init; }

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

/// <summary>[start, end).</summary>
public sealed record ReportWindow(Instant Start, Instant End);

/// <summary>A schedule with no fire time since the mitigation, and its next one.</summary>
public sealed record ReportUnproven(string Schedule, Instant? NextFireTime);

/// <summary>The chosen outage. Times to are counted from the onset.</summary>
public sealed record ReportIncident(
    string Title,
    string? Severity,
    string Status,
    Instant? Onset,
    bool? OnsetAtOrBefore,
    string? Trigger,
    Instant? Detected,
    Instant? RecoveryStarted,
    Instant? Mitigated,
    Instant? Resolved,
    IReadOnlyList<ReportUnproven> Unproven,
    Duration? TimeToDetect,
    Duration? TimeToMitigate,
    Duration? TimeToResolve,
    Duration? Duration);

/// <summary>Sums over all schedules of the window.</summary>
public sealed record ReportTotals(
    int Schedules, int SchedulesWithMissedRuns, int Expected, int Ran, int Late, int Failed, int Missed, int Unknown, int Optional, int Extra, int OutcomeUnknown);

/// <summary>One outage; <c>end</c> is its mitigation.</summary>
public sealed record ReportOutage(string Id, Instant Onset, Instant? End, IReadOnlyList<string> Schedules, string? Trigger, IReadOnlyList<string> Findings);

/// <summary>One schedule and its counts over the window.</summary>
public sealed record ReportSchedule(
    string Name,
    string Group,
    string Expression,
    string TimeZone,
    string State,
    string Kind,
    string Target,
    int Expected,
    int Ran,
    int Late,
    int Failed,
    int Missed,
    int Unknown,
    int Optional,
    int Extra,
    int OutcomeUnknown);

/// <summary>One gap, half-open; <c>end</c> is null while it is open.</summary>
public sealed record ReportGap(
    string Schedule,
    Instant Start,
    Instant? End,
    int Missed,
    int Failed,
    int Unknown,
    FailureLayer Layer,
    string Outage,
    IReadOnlyList<string> Evidence,
    int EvidenceCount);

/// <summary>A run started by hand.</summary>
public sealed record ReportManualRun(string Schedule, Instant At, string? By, string TaskId, IReadOnlyList<string> Evidence);

/// <summary>One finding.</summary>
public sealed record ReportFinding(
    string RuleId,
    string Name,
    Severity Severity,
    Certainty Certainty,
    IReadOnlyList<string> Subjects,
    string Expected,
    string Found,
    bool ExplainsOnset,
    IReadOnlyList<string> Evidence,
    int EvidenceCount,
    string Remedy);

/// <summary>One recorded change of one field.</summary>
public sealed record ReportChange(
    Instant At, string By, string? Via, string Action, string Subject, string? Field, string? Before, string? After, bool Succeeded, IReadOnlyList<string> Evidence);

/// <summary>What the outage cost. Not computed yet: null, with a basis that says so.</summary>
public sealed record ReportImpact(object? Markets, object? Data, object? Financial);

/// <summary>One row of the timeline.</summary>
public sealed record ReportTimelineRow(Instant At, string? Local, string Text, string Source, IReadOnlyList<string> Evidence);

/// <summary>One action item.</summary>
public sealed record ReportActionItem(string Text, string? Owner, string? Due, string Type, string Priority, string? Finding);

/// <summary>One field of one schedule to put right.</summary>
public sealed record ReportRepair(
    string Schedule,
    string Group,
    string Region,
    string Field,
    string JqPath,
    string ExpectedValue,
    string? NewValue,
    string? NewValueSource,
    Instant? LastModified,
    bool Trading,
    Instant? NextFireTime);

/// <summary>A cited record.</summary>
public sealed record ReportEvidence(string Id, string Service, string Operation, string Region, Instant RequestedAt, int Status);

/// <summary>A file the report was made from.</summary>
public sealed record ReportInput(string Name, string? Sha256);

/// <summary>A market calendar the report used.</summary>
public sealed record ReportCalendar(string Id, string Version, string ValidThrough);

/// <summary>What the report was made from, and with.</summary>
public sealed record ReportProvenance(
    string Tool, string Version, string Bundle, string? BundleSha256, IReadOnlyList<ReportInput> Inputs, string Tzdb, IReadOnlyList<ReportCalendar> Calendars);

/// <summary>What a value rests on.</summary>
public enum BasisKind
{
    /// <summary>Computed from evidence.</summary>
    Measured,

    /// <summary>Arithmetic on other values.</summary>
    Derived,

    /// <summary>A person said so.</summary>
    Attested,

    /// <summary>Not collected, denied, or not computed.</summary>
    Unknown,
}

/// <summary>What the value at a JSON pointer, and all below it, rests on; the longest pointer wins.</summary>
public sealed record BasisRow(string Pointer, BasisKind Kind, IReadOnlyList<string> Evidence, string? By, string? Reason, string? ToKnow);
