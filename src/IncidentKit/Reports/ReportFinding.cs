using IncidentKit.Diagnosis;
using NodaTime;

namespace IncidentKit.Reports;

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
    string Remedy,
    Instant? Since
);
