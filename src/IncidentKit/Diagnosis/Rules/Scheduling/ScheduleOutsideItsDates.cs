using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1003: the schedule's StartDate lies ahead or its EndDate is past, so it is enabled and never fires. Fire times outside the dates are
/// not expected, so no run is counted as missed. Source: facts §7 row 10.
/// </summary>
internal sealed class ScheduleOutsideItsDates : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1003";

    /// <inheritdoc/>
    public string Name => "schedule-outside-its-dates";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        foreach (var runs in context.Runs)
        {
            if (runs.History.Current is not { Enabled: true, Expression: not AtExpression } schedule)
                continue;
            var ended = schedule.End is { } end && end < context.Window.End;
            var ahead = schedule.Start is { } start && start >= context.Window.End;
            if (!ended && !ahead)
                continue;
            var field = ended ? ScheduleFields.EndDate : ScheduleFields.StartDate;
            var change = runs.History.Changes.LastOrDefault(c => c.Succeeded && c.Field == field && context.Window.Contains(c.At));
            yield return new Finding
            {
                Rule = this,
                Severity = Severity.Medium,
                Certainty = Certainty.Confirmed,
                Subjects = [runs.History.Key],
                Expected = "a window within StartDate and EndDate",
                Found = ended
                    ? $"EndDate {schedule.End!.Value.ToIso()}, before the end of the window"
                    : $"StartDate {schedule.Start!.Value.ToIso()}, at or after the end of the window",
                ExplainsOnset = false,
                EvidenceIds = change is null ? [runs.History.EvidenceId] : [runs.History.EvidenceId, change.EvidenceId],
                Remedy = $"Give the schedule a {field} that fits, or delete it if it has done its work.",
            };
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Detect("Alarm before a schedule reaches its EndDate", ActionPriority.Medium)];
}
