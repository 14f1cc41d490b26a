using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
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

    /// <summary>Those of them that tell of one schedule.</summary>
    IReadOnlyList<EvidenceSource> SourcesOf(Schedule schedule) => Sources;

    /// <summary>What it is about. Its file lies in that folder of <c>Rules</c>.</summary>
    RuleFamily Family => (RuleFamily)(Id[2] - '0');

    /// <summary>Whether what it finds can lose runs. Otherwise it is a weakness and breaks nothing.</summary>
    bool LosesRuns => Family is not (RuleFamily.Precautions or RuleFamily.Sessions);

    /// <summary>Whether what it finds is wrong with runs that do start, so that a run since then does not belie it.</summary>
    bool IsOfStartedRuns => false;

    /// <summary>The template of its page.</summary>
    string Page => RulePage.TemplateOf(Id);

    /// <summary>The link of the chain that breaks; an empty one where no change of a resource brings the fault.</summary>
    FailingChain Chain => FailingChain.None;

    /// <summary>The events that it looks for in CloudTrail. The recorder must ask for each.</summary>
    IEnumerable<ChangeEvent> Events => Chain.Events;

    /// <summary>
    /// Whether it may be why a run of that schedule was lost at that step. Only then is it asked whether it could be excluded.
    /// </summary>
    bool MayExplain(Schedule schedule, FailureLayer layer);

    /// <summary>What it says of this evidence; nothing when it does not hold.</summary>
    IEnumerable<Finding> Examine(DiagnosisContext context);

    /// <summary>What people should do about it, most important first.</summary>
    IReadOnlyList<ActionSuggestion> Suggestions => [];

    /// <summary>What can be put right mechanically of a schedule that one of its findings holds for.</summary>
    IEnumerable<Repair> Repairs(FaultySchedule faulty) => [];
}
