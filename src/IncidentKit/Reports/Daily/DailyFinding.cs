using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;

namespace IncidentKit.Reports.Daily;

/// <summary>
/// One finding, and whether it is new: none of the compared days had it for all of its subjects. Null where no day was compared.
/// </summary>
internal sealed record DailyFinding(
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
    bool? New,
    IReadOnlyList<string>? NewSubjects,
    int? DaysSeen
);
