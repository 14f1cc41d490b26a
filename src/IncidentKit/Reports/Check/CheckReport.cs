using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;
using NodaTime;

namespace IncidentKit.Reports.Check;

/// <summary>The state of the system now, as <c>check --format json</c> prints it.</summary>
internal sealed record CheckReport
{
    /// <summary>Version of this model, MODEL.REVISION.ADDITION.</summary>
    public string SchemaVersion { get; init; } = "1.0.2";

    /// <summary>When it was looked at.</summary>
    public required Instant At { get; init; }

    /// <summary>When the evidence was recorded: later than <see cref="At"/> where it is asked what was known then.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>What of the recording cannot be told as of <see cref="At"/>, one sentence each.</summary>
    public required IReadOnlyList<string> NotTold { get; init; }

    /// <summary>Since when runs are asked to be proved; null when nobody asked.</summary>
    public required Instant? Since { get; init; }

    /// <summary>Ready for the next open, not ready, or unknown.</summary>
    public required Readiness Verdict { get; init; }

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The market whose open is meant; null where none is named.</summary>
    public required string? Market { get; init; }

    /// <summary>Its next open; null when unknown.</summary>
    public required Instant? NextOpen { get; init; }

    /// <summary>From <see cref="At"/> to the next open; null when unknown.</summary>
    public required Duration? TimeToNextOpen { get; init; }

    /// <summary>All schedules, what is broken first, then by name.</summary>
    public required IReadOnlyList<CheckedSchedule> Schedules { get; init; }

    /// <summary>The findings.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>What was looked at and what was not, by source.</summary>
    public required IReadOnlyList<SourceCoverage> Coverage { get; init; }
}
