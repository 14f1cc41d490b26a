using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// What targets answered, by the rule that each means. The catalogue reads the words of an answer; where recorded evidence tells what is
/// behind the words, that rule is meant instead. Every answer is of exactly one rule.
/// </summary>
internal sealed class AnswersByRule
{
    private readonly Dictionary<(ScheduleKey Schedule, string Rule), List<TargetResponse>> _answers = [];
    private readonly Dictionary<TargetResponse, string> _behind = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sorts the answers of every schedule; answers of the same words are read once.</summary>
    /// <param name="runs">The schedules.</param>
    /// <param name="responses">What their targets answered.</param>
    /// <param name="behind">The rule that evidence shows to be behind an answer; null where none does.</param>
    public AnswersByRule(IReadOnlyList<ScheduleRuns> runs, TargetResponses responses, Func<ScheduleRuns, TargetResponse, string?> behind)
    {
        var read = new Dictionary<(FailureLayer, string?, string), string>();
        foreach (var schedule in runs)
        {
            foreach (var answer in responses.Of(schedule.History.Key))
            {
                var words = (answer.Layer, answer.Code, answer.Message);
                if (!read.TryGetValue(words, out var rule))
                    read.Add(words, rule = AnswerCatalogue.RuleOf(answer));
                if (behind(schedule, answer) is { } other)
                    _behind[answer] = rule = other;
                if (!_answers.TryGetValue((schedule.History.Key, rule), out var list))
                    _answers.Add((schedule.History.Key, rule), list = []);
                list.Add(answer);
            }
        }
    }

    /// <summary>The answers about a schedule that mean a rule, by time.</summary>
    public IReadOnlyList<TargetResponse> Of(ScheduleKey schedule, string rule) => _answers.GetValueOrDefault((schedule, rule)) ?? [];

    /// <summary>The rule that an answer means.</summary>
    public string RuleOf(TargetResponse answer) => _behind.GetValueOrDefault(answer) ?? AnswerCatalogue.RuleOf(answer);
}
