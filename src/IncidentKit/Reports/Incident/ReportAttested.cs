namespace IncidentKit.Reports.Incident;

/// <summary>What only people know, as they wrote it into the incident file. Nothing of it is measured.</summary>
/// <param name="Status">The incident's status in their words.</param>
/// <param name="DetectedBy">How it was noticed.</param>
/// <param name="People">Who took part.</param>
/// <param name="Statements">What they state.</param>
/// <param name="ContributingFactors">What contributed, in their judgement.</param>
/// <param name="WhyNotCaught">Why it was not caught earlier.</param>
/// <param name="FiveWhys">The five whys, from the symptom down.</param>
/// <param name="Lessons">What they learnt.</param>
/// <param name="Decisions">What they decided not to do.</param>
/// <param name="SignOff">Who has approved the report.</param>
internal sealed record ReportAttested(
    string? Status,
    string? DetectedBy,
    IReadOnlyList<ReportPerson> People,
    IReadOnlyList<ReportStatement> Statements,
    IReadOnlyList<ReportStatement> ContributingFactors,
    IReadOnlyList<ReportStatement> WhyNotCaught,
    IReadOnlyList<ReportStatement> FiveWhys,
    ReportLessons Lessons,
    IReadOnlyList<ReportStatement> Decisions,
    IReadOnlyList<ReportStatement> SignOff
);
