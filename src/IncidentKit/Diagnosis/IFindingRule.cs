using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
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

    /// <summary>The template of its page.</summary>
    string Page => $"rules/{Id}.md.sbn";

    /// <summary>The link of the chain that breaks; an empty one where no change of a resource brings the fault.</summary>
    FailingChain Chain => FailingChain.None;

    /// <summary>The events that it looks for in CloudTrail. The recorder must ask for each.</summary>
    IEnumerable<ChangeEvent> Events => Chain.Events;

    /// <summary>Whether it may be why a run of that schedule was lost at that step: only then is it asked whether it could be excluded.</summary>
    bool MayExplain(Schedule schedule, FailureLayer layer);

    /// <summary>What it says of this evidence; nothing when it does not hold.</summary>
    IEnumerable<Finding> Examine(DiagnosisContext context);
}
