using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One field of one schedule to put right.</summary>
internal sealed record ReportRepair(
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
    Instant? NextFireTime,
    ServiceRole Role,
    string? RuleTarget,
    string? Target
);
