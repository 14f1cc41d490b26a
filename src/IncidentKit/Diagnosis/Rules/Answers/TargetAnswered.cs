using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Answers;

/// <summary>
/// IK7001: AWS said why a run was lost, and no other rule knows the answer. It is quoted word for word: it is the cause, or names it.
/// Source: facts §8.
/// </summary>
internal sealed class TargetAnswered : IFindingRule
{
    /// <inheritdoc/>
    public string Id => AnswerCatalogue.NoOther;

    /// <inheritdoc/>
    public string Name => "target-answered";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = FailingChain.None,
            Rule = Id,
            Expected = "a call that starts the job, and a task that runs to its end",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Read what AWS answered, and look it up in the documentation of the target."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Detect(
            "Keep what AWS answers: a dead-letter queue for each schedule, and an EventBridge rule on ECS Task State Change",
            ActionPriority.Medium
        ),
    ];
}
