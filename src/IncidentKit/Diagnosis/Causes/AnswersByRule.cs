using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>What targets answered, by the rule that the catalogue reads in it. Every answer is of exactly one rule.</summary>
internal sealed class AnswersByRule
{
    private readonly Dictionary<(ScheduleKey Schedule, string Rule), List<TargetResponse>> _answers = [];

    /// <summary>Sorts the answers of every schedule; answers of the same words are read once.</summary>
    public AnswersByRule(IReadOnlyList<ScheduleRuns> runs, TargetResponses responses)
    {
        var read = new Dictionary<(FailureLayer, string?, string), string>();
        foreach (var key in runs.Select(r => r.History.Key))
        {
            foreach (var answer in responses.Of(key))
            {
                var words = (answer.Layer, answer.Code, answer.Message);
                if (!read.TryGetValue(words, out var rule))
                    read.Add(words, rule = AnswerCatalogue.RuleOf(answer));
                if (!_answers.TryGetValue((key, rule), out var list))
                    _answers.Add((key, rule), list = []);
                list.Add(answer);
            }
        }
    }

    /// <summary>The answers about a schedule that mean a rule, by time.</summary>
    public IReadOnlyList<TargetResponse> Of(ScheduleKey schedule, string rule) => _answers.GetValueOrDefault((schedule, rule)) ?? [];
}
