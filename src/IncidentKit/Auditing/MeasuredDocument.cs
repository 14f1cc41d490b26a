using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentKit.Reports.Json;
using NodaTime;

namespace IncidentKit.Auditing;

/// <summary>What the audit needs of incident-report.json, read once.</summary>
internal sealed record MeasuredDocument(
    MeasuredDocument.Span Window,
    MeasuredDocument.IncidentPart Incident,
    MeasuredDocument.Counts Totals,
    IReadOnlyList<MeasuredDocument.Schedule> Schedules,
    IReadOnlyList<MeasuredDocument.Outage> Outages,
    IReadOnlyList<MeasuredDocument.Gap> Gaps,
    IReadOnlyList<MeasuredDocument.LostRuns> Lost,
    IReadOnlyList<MeasuredDocument.Push> Pushes,
    IReadOnlyList<MeasuredDocument.Change> Changes,
    IReadOnlyList<MeasuredDocument.Change> ManualRuns,
    IReadOnlyList<MeasuredDocument.Finding> Findings,
    MeasuredDocument.ImpactPart Impact,
    IReadOnlyList<MeasuredDocument.BasisRow> Basis,
    MeasuredDocument.Sources Provenance
)
{
    private static readonly JsonSerializerOptions Options = new(ReportJson.Options) { TypeInfoResolver = MeasuredDocumentContext.Default };

    /// <summary>Reads incident-report.json.</summary>
    public static MeasuredDocument Read(JsonElement report) => report.Deserialize<MeasuredDocument>(Options)!;

    internal sealed record Span(Instant Start, Instant End);

    internal sealed record IncidentPart(
        string Status,
        Instant? Onset,
        bool? OnsetAtOrBefore,
        Moment? Trigger,
        Instant? RecoveryStarted,
        Instant? Mitigated,
        Instant? Resolved,
        Duration? TimeToDetect,
        Duration? TimeToMitigate,
        Duration? TimeToResolve,
        Duration? Duration
    );

    internal sealed record Moment(Instant At, string? By);

    internal sealed record ImpactPart(IReadOnlyList<Market>? Markets);

    internal sealed record Market(string Calendar);

    internal sealed record Counts(int Schedules, int SchedulesWithMissedRuns, int Expected, int Missed, int Unknown);

    internal sealed record Schedule(string Name, string State, int Expected, int Missed, int Unknown);

    internal sealed record Outage(string Id, Instant Onset);

    internal sealed record Gap(string Schedule, Instant Start, Instant? End, int Missed, string? Outage);

    internal sealed record LostRuns(string Schedule, Instant First, Instant Last);

    internal sealed record Push(Instant At, string? By, Undoing? Undone);

    internal sealed record Undoing(string? By);

    internal sealed record Change(Instant At, string? By, IReadOnlyList<string> Evidence);

    internal sealed record Finding(string RuleId, string Name, string Severity, string Certainty, bool ExplainsOnset);

    internal sealed record BasisRow(string Pointer, IReadOnlyList<string> Evidence);

    internal sealed record Sources(string? BundleSha256, IReadOnlyList<Input> Inputs);

    internal sealed record Input(string Name, string? Sha256);
}

/// <summary>How it is read, found at build.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MeasuredDocument))]
internal sealed partial class MeasuredDocumentContext : JsonSerializerContext;
