using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>One finding.</summary>
internal sealed record ReportFinding(
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
