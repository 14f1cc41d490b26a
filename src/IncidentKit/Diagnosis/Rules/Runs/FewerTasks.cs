using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4012: calls started fewer tasks than the schedule asks for. The run counts as ran, and a
/// part of its work was not done. Source: facts §2.3, tasks and failures may stand in one answer.
/// </summary>
internal sealed class FewerTasks : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4012";

    /// <inheritdoc/>
    public string Name => "fewer-tasks-than-asked";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.RunTasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context.Runs.Select(r => Fault(context, r)).OfType<ScheduleFault>(),
            "Give the tasks more room or more subnets, and run what is missing by hand if it is still of use."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent(
            "Start one task a schedule, or let the tasks of a run see how many of them there are",
            ActionPriority.Medium
        ),
    ];

    private static ScheduleFault? Fault(DiagnosisContext context, ScheduleRuns runs)
    {
        var partial = runs.Partial.Where(context.Window.Contains).Order().ToList();
        if (partial.Count == 0 || runs.History.Latest.Target.Task is not { } task)
            return null;
        // While the last run was whole again it is over; where it was not, nothing shows that it is.
        var isOver = runs.LastGoodEver is { } last && last > runs.Partial.Max();
        var answers = context
            .Responses.Of(runs.History.Key)
            .Where(a => partial.Exists(at => a.At >= at && a.At < at + RunAnalysis.Precision + RunAnalysis.Precision))
            .ToList();
        var times = partial.Count == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{partial.Count} runs");
        return new ScheduleFault
        {
            Runs = runs,
            Gap = null,
            Expected = string.Create(CultureInfo.InvariantCulture, $"{task.Count} tasks a run"),
            Found = $"{times} with fewer, from {partial[0].ToIso()} to {partial[^1].ToIso()}",
            Certainty = Certainty.Supported,
            Since = isOver ? partial[^1] : null,
            Answered = AnswerTexts.Of(answers),
            EvidenceIds = [runs.History.EvidenceId, .. answers.Select(a => a.EvidenceId).Distinct(StringComparer.Ordinal)],
        };
    }
}
