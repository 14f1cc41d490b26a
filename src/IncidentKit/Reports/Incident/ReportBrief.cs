using IncidentKit.Analysis.Briefing;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Page one.</summary>
internal sealed record ReportBrief(
    string Day,
    LocalDate Date,
    string Place,
    string TimeZone,
    IReadOnlyList<BriefStatement> Effect,
    IReadOnlyList<BriefFact> Facts,
    string? Certainty,
    IReadOnlyList<string> Rules,
    IReadOnlyList<BriefStatement> Cause,
    string OpenHeading,
    Instant? OpenBy,
    IReadOnlyList<ReportOpenDecision> Open,
    IReadOnlyList<ReportCorrection> Corrections,
    IReadOnlyList<string> Lines
);

/// <summary>Something that is still to be decided or done.</summary>
internal sealed record ReportOpenDecision(string Text, string? Owner, string Section);

/// <summary>Something that a person says and the measurement contradicts.</summary>
internal sealed record ReportCorrection(string Who, string Said, string Measured);

/// <summary>One sentence of the story.</summary>
internal sealed record ReportStoryLine(Instant At, string Text);

/// <summary>A severity that the measurement suggests, and why.</summary>
internal sealed record ReportSuggestedSeverity(string Level, string Reason);

/// <summary>Something that only a person can fill in.</summary>
internal sealed record ReportPrompt(string Field, string Question);
