using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One change of several resources made in one go, and what set it back.</summary>
internal sealed record ReportPush(
    Instant At,
    Instant Until,
    string By,
    string Action,
    string? Field,
    IReadOnlyList<string> Subjects,
    string What,
    string? Before,
    string? After,
    bool Succeeded,
    bool LeftTheFault,
    ReportUndo? Undone,
    IReadOnlyList<string> Evidence
);

/// <summary>The change that set another back.</summary>
internal sealed record ReportUndo(Instant At, Instant Until, string By, IReadOnlyList<string> Evidence);
