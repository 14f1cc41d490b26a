using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Precautions;

/// <summary>IK5002: no dead-letter queue, so a refused call leaves no message. It causes nothing; it hides.</summary>
internal sealed class DeadLetterQueueMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK5002";

    /// <inheritdoc/>
    public string Name => "no-dead-letter-queue";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var without = context
            .Runs.Where(r => r.History.Current is { Enabled: true, Target.DeadLetterArn: null, Expression: not UnknownExpression })
            .ToList();
        if (without.Count == 0)
            yield break;
        yield return new Finding
        {
            Rule = this,
            Severity = Severity.Low,
            Certainty = Certainty.Confirmed,
            Subjects = [.. without.Select(r => r.History.Key).Order()],
            Expected = "a DeadLetterConfig on every schedule",
            Found = "no DeadLetterConfig",
            ExplainsOnset = false,
            EvidenceIds = [.. without.Select(r => r.History.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Remedy = "Give each schedule a dead-letter queue and alarm on its depth.",
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Give each schedule a dead-letter queue and alarm on its depth", ActionPriority.Medium)];
}
