using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1007: somebody disabled a rule of EventBridge or took its target away inside the window. A rule that was so throughout is left alone.
/// Source: facts §7, rules-only extras.
/// </summary>
internal sealed class RuleWithoutEffect : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1007";

    /// <inheritdoc/>
    public string Name => "rule-disabled-or-without-target";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.IsOfRule && layer is FailureLayer.Undetermined or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public IEnumerable<ChangeEvent> Events => [ChangeEvents.DisableRule, ChangeEvents.PutRule, ChangeEvents.RemoveTargets];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        NotScheduledFault
            .Summarise(
                NotScheduledFault.Find(context, c => IsOff(c) || IsRemoval(context, c)),
                this,
                "the rule ENABLED, with its target",
                c =>
                    IsOff(c)
                        ? $"rule {Rule(c)} is DISABLED, set by {c.By} at {c.At.ToIso()}"
                        : $"rule {Rule(c)} without the target {c.Before}, removed by {c.By} at {c.At.ToIso()}",
                "Enable the rule again, or put its target back, unless it was meant."
            )
            .Concat(FoundOff(context));

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Review who may change rules and their targets, and alarm on their changes", ActionPriority.High),
        ActionSuggestion.Prevent(
            "Convert scheduled rules to schedules of EventBridge Scheduler, which keep their target and have a time zone",
            ActionPriority.Low
        ),
    ];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty)
    {
        if (!faulty.Runs.History.Key.IsRule)
            yield break;
        if (!faulty.Now.IsOn)
            yield return faulty.Change(
                ScheduleFields.State,
                RuleState.Disabled,
                RuleState.Enabled,
                faulty.LastChange(ScheduleFields.State, RuleState.Disabled) is { } change ? FaultySchedule.Replaced(change) : null
            );
        if (!faulty.Now.HasTarget && faulty.PutTargetBack() is { } target)
            yield return target;
    }

    private static string Rule(ConfigurationChange change) => change.Schedule is { } key ? key.Name : change.Subject;

    private static bool IsOff(ConfigurationChange change) =>
        change is { Schedule.IsRule: true, Field: ScheduleFields.State, After: RuleState.Disabled };

    /// <summary>Whether it took the target away and left the rule: who deletes a rule has to take its targets away first.</summary>
    private static bool IsRemoval(DiagnosisContext context, ConfigurationChange change) =>
        change is { Schedule: { IsRule: true } key, Field: ScheduleFields.TargetArn, After: null }
        && context.Runs.FirstOrDefault(r => r.History.Key == key)?.History.IsPartOfDeletion(change) != true;

    /// <summary>
    /// Rules that are off, or call nothing, when they were recorded, and whose runs stopped in the window: no recorded call tells why.
    /// </summary>
    private IEnumerable<Finding> FoundOff(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            from runs in context.Runs
            where
                runs.History is { Key.IsRule: true, Current: { Enabled: false } now, Epochs: [.., { Known: false, Active: true }, _] }
                && runs.History.SucceededBy is null
            let gap = runs.Gaps.LastOrDefault(g => g.End is null)
            where gap is not null || runs.LastGood is not null
            select new ScheduleFault
            {
                Runs = runs,
                Gap = gap,
                Expected = "the rule ENABLED, with its target",
                Found = runs.History.Current!.IsOn
                    ? $"rule {runs.History.Key.Name} without the target it had; no recorded call says since when"
                    : $"rule {runs.History.Key.Name} is DISABLED; no recorded call says since when",
                Certainty = Certainty.Supported,
                EvidenceIds = [],
            },
            "Enable the rule again, or put its target back, unless it was meant."
        );
}
