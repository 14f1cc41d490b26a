using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis;

/// <summary>One way in which a scheduled run can be lost, and how the evidence shows it.</summary>
internal interface IFindingRule
{
    /// <summary>The stable id.</summary>
    string Id { get; }

    /// <summary>The name that says what is wrong, <c>cluster-not-found</c>.</summary>
    string Name { get; }

    /// <summary>The sources without which it cannot tell.</summary>
    IReadOnlyList<EvidenceSource> Sources { get; }

    /// <summary>Whether it may be why a run of that schedule was lost at that step: only then is it asked whether it could be excluded.</summary>
    bool MayExplain(Schedule schedule, FailureLayer layer);

    /// <summary>What it says of this evidence; nothing when it does not hold.</summary>
    IEnumerable<Finding> Examine(DiagnosisContext context);
}
