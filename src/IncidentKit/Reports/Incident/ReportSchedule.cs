using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One schedule and its counts over the window.</summary>
internal sealed record ReportSchedule(
    string Name,
    string Group,
    string? Expression,
    string TimeZone,
    string State,
    string Kind,
    string? Target,
    Instant? LastRun,
    Instant? NextFireTime,
    int Expected,
    int Ran,
    int Late,
    int Failed,
    int Missed,
    int Unknown,
    int Optional,
    int Extra,
    int OutcomeUnknown,
    string? Role,
    string? TaskDefinition,
    string? DeadLetterQueue,
    IReadOnlyList<string> Subnets,
    IReadOnlyList<string> SecurityGroups,
    IReadOnlyList<string> LogGroups,
    string Region,
    int Succeeded,
    int Running,
    string? OutcomeReason,
    ReportLengths? Lengths,
    string? Rule,
    string? RuleTarget
);
