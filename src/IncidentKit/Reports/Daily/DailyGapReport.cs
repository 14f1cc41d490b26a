using IncidentKit.Analysis;
using IncidentKit.Evidence;
using IncidentKit.Reports.Incident;

namespace IncidentKit.Reports.Daily;

/// <summary>
/// <c>daily-gap-report.json</c>: one day at a glance, the only thing its templates see. Every field is always present; what is unknown is
/// null, with a row in <see cref="Basis"/> that says why. Names are part of the public contract: add, never rename.
/// </summary>
internal sealed record DailyGapReport
{
    /// <summary>Version of this model, MODEL.REVISION.ADDITION.</summary>
    public const string CurrentSchemaVersion = "1.0.3";

    /// <inheritdoc cref="CurrentSchemaVersion"/>
    public string SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The day.</summary>
    public required DailyDay Day { get; init; }

    /// <summary>What can be said of it.</summary>
    public required DayOutcome Outcome { get; init; }

    /// <summary>Whether nothing of it needs a reader: all ran in time, no data is missing, and no finding is new.</summary>
    public required bool Quiet { get; init; }

    /// <summary>Quiet, or what broke; a clause.</summary>
    public required string Headline { get; init; }

    /// <summary>The day as lines of a chat message, together at most 1,200 characters; the first has date and headline.</summary>
    public required IReadOnlyList<string> Brief { get; init; }

    /// <summary>What of the day is unknown, why, and what to do to know it.</summary>
    public required IReadOnlyList<DailyUnknown> Unknowns { get; init; }

    /// <summary>Sums over all schedules; null when no schedule is known.</summary>
    public required DailyTotals? Totals { get; init; }

    /// <summary>All schedules, by name.</summary>
    public required IReadOnlyList<DailySchedule> Schedules { get; init; }

    /// <summary>The gaps of the day, by start and schedule.</summary>
    public required IReadOnlyList<DailyGap> Gaps { get; init; }

    /// <summary>The findings: new ones first, then what explains an onset.</summary>
    public required IReadOnlyList<DailyFinding> Findings { get; init; }

    /// <summary>What the gaps cost.</summary>
    public required DailyImpact Impact { get; init; }

    /// <summary>The day beside the days before it; null without a folder of earlier reports.</summary>
    public required DailyComparison? Comparison { get; init; }

    /// <summary>What was looked at and what was not, by source.</summary>
    public required IReadOnlyList<SourceCoverage> Coverage { get; init; }

    /// <summary>What a reader should know of how the values came about.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>What each value rests on.</summary>
    public required IReadOnlyList<BasisRow> Basis { get; init; }

    /// <summary>The records cited anywhere, by id.</summary>
    public required IReadOnlyList<ReportEvidence> Evidence { get; init; }

    /// <summary>What the report was made from.</summary>
    public required ReportProvenance Provenance { get; init; }
}
