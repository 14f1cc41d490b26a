using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1006: an update left fields out, and UpdateSchedule reset them to their defaults: the zone, the dates, the state, the queue, the retry
/// policy. Two at once, or the zone, is hardly meant and so confirmed. Source: facts §1.6, §7 row 8.
/// </summary>
internal sealed class PartialUpdateReset : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1006";

    /// <inheritdoc/>
    public string Name => "partial-update-reset-fields";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Changes];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => layer is FailureLayer.Undetermined or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public IEnumerable<ChangeEvent> Events => [ChangeEvents.UpdateSchedule];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context.Runs.SelectMany(r => Faults(context, r)),
            "Read the schedule, put the lost fields back, and send all of them: every update replaces the whole schedule."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Change schedules only through the infrastructure code: an update replaces all fields", ActionPriority.High)];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.Finding.Certainty == Certainty.Confirmed ? faulty.PutBack(ScheduleFields.TimeZone, ScheduleFields.DeadLetterQueue) : [];

    private static IEnumerable<ScheduleFault> Faults(DiagnosisContext context, ScheduleRuns runs)
    {
        foreach (var resets in PartialUpdate.Of(context, runs))
        {
            var back = runs.History.Changes.FirstOrDefault(c =>
                c.Succeeded && c.At > resets[0].At && resets.Any(r => r.Field == c.Field && r.Before == c.After)
            );
            yield return new ScheduleFault
            {
                Runs = runs,
                Gap = runs.Gaps.FirstOrDefault(g => g.LastGood <= resets[0].At && resets[0].At <= g.Start),
                Expected = string.Join(", ", resets.Select(r => $"{r.Field} {r.Before}")),
                Found =
                    $"{string.Join(", ", resets.Select(r => $"{r.Field} {r.After ?? "(none)"}"))} since "
                    + $"the update by {resets[0].By} at {resets[0].At.ToIso()}, which left them out",
                Certainty = resets.Count > 1 || resets[0].Field == ScheduleFields.TimeZone ? Certainty.Confirmed : Certainty.Supported,
                Cause = resets[0],
                Recovery = back,
                Since = resets[0].At,
                EvidenceIds = [],
            };
        }
    }
}
