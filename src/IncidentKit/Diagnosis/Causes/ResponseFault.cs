using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>Finds faults by what the target answered: a documented error about a lost run is proof of that run's cause.</summary>
internal sealed record ResponseFault
{
    /// <summary>The link of the chain that breaks in this way.</summary>
    public required FailingChain Chain { get; init; }

    /// <summary>The names by which calls name what a configuration uses.</summary>
    public Func<ScheduleKey, Schedule, IEnumerable<string>> Names { get; init; } = (_, _) => [];

    /// <summary>The rule that the answers mean.</summary>
    public required string Rule { get; init; }

    /// <summary>Which of the rule's answers are meant, where others have other causes.</summary>
    public Func<TargetResponse, bool> Kind { get; init; } = _ => true;

    /// <summary>
    /// Whether a call that a configuration cannot name is about what it uses, by the ids in the call and in the answers; null where they do
    /// not tell.
    /// </summary>
    public Func<ScheduleKey, Schedule, IReadOnlyList<TargetResponse>, TrailEvent, bool?> Means { get; init; } = (_, _, _, _) => null;

    /// <summary>Whether calls name the tasks that the answers are about, and so tell who did it.</summary>
    public bool OfTasks { get; init; }

    /// <summary>What should have been there.</summary>
    public required string Expected { get; init; }

    /// <summary>One fault for each gap of which an answer tells, and one for a schedule that lost no run of the window by it.</summary>
    public IEnumerable<ScheduleFault> Find(DiagnosisContext context)
    {
        foreach (var runs in context.Runs)
        {
            var answers = context.Answers.Of(runs.History.Key, Rule).Where(Kind).ToList();
            if (answers.Count == 0)
                continue;
            foreach (var gap in runs.Gaps)
            {
                if (
                    runs.History.At(gap.FirstLostCall.Latest)?.Configuration is not { } configuration
                    || In(gap, answers) is not { Count: > 0 } inGap
                )
                    continue;
                string[] names = OfTasks ? [.. inGap.Select(a => a.TaskArn).OfType<string>()] : [.. Names(runs.History.Key, configuration)];
                var fault = From(
                    context,
                    runs,
                    gap,
                    inGap,
                    Chain,
                    names,
                    Expected,
                    means: call => Means(runs.History.Key, configuration, inGap, call)
                );
                // Other words to the first lost runs were another fault, which this one followed.
                yield return In(gap, context.Responses.Of(runs.History.Key)) is [var first, ..] && context.Answers.RuleOf(first) != Rule
                    ? fault with
                    {
                        Certainty = Certainty.Supported,
                        Cause = null,
                    }
                    : fault;
            }
        }
    }

    /// <summary>
    /// The answers about runs of a gap: from its first fire time up to the precision of the call after its last. While it is open no
    /// attempt is known to have gone well, so that every later one is about a lost run too.
    /// </summary>
    public static IReadOnlyList<TargetResponse> In(ExecutionGap gap, IReadOnlyList<TargetResponse> answers) =>
        answers.Count == 0
            ? []
            :
            [
                .. answers.Where(a =>
                    a.At >= gap.Start && (gap.End is null || a.At < gap.LastBad + RunAnalysis.Precision + RunAnalysis.Precision)
                ),
            ];

    /// <summary>
    /// The fault of a gap by its answers. It is certain, since they tell of its runs. Only a change before it explains the onset.
    /// </summary>
    public static ScheduleFault From(
        DiagnosisContext context,
        ScheduleRuns runs,
        ExecutionGap gap,
        IReadOnlyList<TargetResponse> answers,
        FailingChain chain,
        IReadOnlyList<string> names,
        string expected,
        Func<TrailEvent, ResourceState?>? leaves = null,
        Func<TrailEvent, bool?>? means = null
    )
    {
        var fault = new FaultyResource
        {
            Context = context,
            Runs = runs,
            Gap = gap,
            Names = names,
            Leaves = leaves ?? (_ => null),
            Means = means ?? (_ => null),
        };
        var cause = chain.Triggers(fault) is [var likeliest, ..] ? likeliest : null;
        return new ScheduleFault
        {
            Runs = runs,
            Gap = gap,
            Expected = cause?.Before is { } before ? $"{expected}, as before: {before}" : expected,
            Found = answers[0].Text,
            Answered = AnswerTexts.Of(answers),
            Certainty = Certainty.Confirmed,
            Cause = cause,
            Recovery = chain.Recovery(fault),
            Since = cause?.At ?? answers[0].At,
            EvidenceIds = [.. answers.Select(a => a.EvidenceId).Distinct(StringComparer.Ordinal)],
        };
    }
}
