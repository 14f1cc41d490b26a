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
        return
        [
            .. ScheduleFault.Summarise(
                this,
                fault.Find(context),
                "Read what AWS answered, and look it up in the documentation of the target."
            ),
            .. ScheduleFault.Summarise(
                this,
                context.Runs.Select(r => OutsideGaps(context, r)).OfType<ScheduleFault>(),
                "Nothing: a later attempt went well. Where it comes often, look up what it says.",
                Severity.Low
            ),
        ];
    }

    /// <summary>Answers to attempts of the window that lost no run, whatever they mean: no answer is absent from a report.</summary>
    private static ScheduleFault? OutsideGaps(DiagnosisContext context, ScheduleRuns runs)
    {
        var answers = context
            .Responses.Of(runs.History.Key)
            .Where(a => context.Window.Contains(a.At) && !runs.Gaps.Any(g => ResponseFault.In(g, [a]).Count > 0))
            .ToList();
        return answers.Count == 0
            ? null
            : new ScheduleFault
            {
                Runs = runs,
                Gap = null,
                Expected = "a call that starts the job at once, and a task that runs to its end",
                Found = "attempts that lost no run",
                Answered = AnswerTexts.Of(answers),
                Certainty = Certainty.Supported,
                Since = answers[^1].At,
                EvidenceIds = [.. answers.Select(a => a.EvidenceId).Distinct(StringComparer.Ordinal)],
            };
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
