using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Precautions;

/// <summary>
/// IK5003: a log group keeps its events for less time than the window
/// reaches back. Silence in it then proves nothing. Source: facts §5.
/// </summary>
internal sealed class RetentionShorterThanWindow : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK5003";

    /// <inheritdoc/>
    public string Name => "retention-shorter-than-window";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.LogGroups];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            from runs in context.Runs
            let key = runs.History.Key
            let definition = runs.History.Latest.Target.TaskDefinitionArn is { } arn ? context.States.TaskDefinition(key.Region, arn) : null
            where definition is not null
            from name in definition.Containers.Select(c => c.LogGroup).Distinct(StringComparer.Ordinal)
            let @group = context.Resources.LogGroup(key.Region, name)
            where @group?.RetentionDays is { } days && context.RecordedAt - Duration.FromDays(days) > context.Window.Start
            select new ScheduleFault
            {
                Runs = runs,
                Gap = null,
                Expected = "a retention that reaches back to the start of the window",
                Found = $"{name} keeps {@group.RetentionDays} days",
                Certainty = Certainty.Confirmed,
                EvidenceIds = [@group.EvidenceId],
            },
            "Set a longer retention; for this window, look at RunTask events and metrics instead.",
            Severity.Low
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Keep the logs of jobs for at least 90 days", ActionPriority.Low)];
}
