using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1004: the expression or its zone was changed in the window, so that fire times of before were no longer due. Whether that was meant
/// the evidence cannot say: it is confirmed as a fault only if the former value was put back. Source: facts §7 row 11.
/// </summary>
internal sealed class ExpressionChanged : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1004";

    /// <inheritdoc/>
    public string Name => "expression-or-zone-changed";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => layer is FailureLayer.Undetermined or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public IEnumerable<ChangeEvent> Events => [ChangeEvents.UpdateSchedule, ChangeEvents.PutRule];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context.Runs.SelectMany(r => Faults(context, r)),
            "Put the former expression and zone back, unless the change was meant; write days as names and give the zone."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Print the next fire times of a changed expression in review", ActionPriority.Medium)];

    private static IEnumerable<ScheduleFault> Faults(DiagnosisContext context, ScheduleRuns runs)
    {
        var changes = runs.History.Changes;
        foreach (
            var change in changes.Where(c =>
                c is { Succeeded: true, Field: ScheduleFields.Expression or ScheduleFields.TimeZone, Before: not null }
                && context.Window.Contains(c.At)
            )
        )
        {
            var back = changes.FirstOrDefault(c => c.Succeeded && c.Field == change.Field && c.At > change.At && c.After == change.Before);
            // A change that puts a former value back is the end of a fault, and one that an update reset is IK1006.
            if (
                changes.Any(c => c.Succeeded && c.Field == change.Field && c.At < change.At && c.Before == change.After)
                || PartialUpdate.Resets(context, runs, change)
            )
                continue;
            var lost = Lost(runs, change.At, back?.At ?? context.Window.End);
            if (lost == 0)
                continue;
            var seen = runs.History.At(change.At - Duration.Epsilon) is { Known: false } ? ", as its runs show" : "";
            var dropped = lost == 1 ? "1 fire time of before was" : $"{lost} fire times of before were";
            yield return new ScheduleFault
            {
                Runs = runs,
                Gap = null,
                Expected = $"{change.Field} {change.Before}{seen}",
                Found = $"{change.Field} {change.After}, set by {change.By} at {change.At.ToIso()}: {dropped} no longer due",
                Certainty = back is null ? Certainty.Supported : Certainty.Confirmed,
                Cause = change,
                Recovery = back,
                Since = change.At,
                EvidenceIds = [],
            };
        }
    }

    /// <summary>How many fire times of the former configuration, from the change on, are none of the new one.</summary>
    private static int Lost(ScheduleRuns runs, Instant from, Instant to)
    {
        if (runs.History.Epochs.LastOrDefault(e => e.To <= from && e.Active) is not { } before)
            return 0;
        var due = runs.History.FireTimes(from, to, from).Select(f => f.Fire.At).ToHashSet();
        return before.Configuration.Phase is null && before.Configuration.Expression is RateExpression
            ? 0
            : before.Configuration.FireTimes(from, to).Where(f => !f.Optional).Select(f => f.At).Count(at => !due.Contains(at));
    }
}
