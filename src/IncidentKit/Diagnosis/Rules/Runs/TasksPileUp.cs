using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4011: tasks of a schedule start and do not end. When it was recorded, several of them ran
/// at once, the oldest for longer than several of its fire times. They count as ran, since
/// they started, but they are not well. Source: facts §4.3, a running task has no stoppedAt.
/// </summary>
internal sealed class TasksPileUp : IFindingRule
{
    /// <summary>So many tasks of one schedule at once are a pile, unless its tasks always take that long.</summary>
    private const int Pile = 3;

    /// <inheritdoc/>
    public string Id => "IK4011";

    /// <inheritdoc/>
    public string Name => "run-longer-than-usual";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool IsOfStartedRuns => true;

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            context.Runs.Select(r => Fault(context, r)).OfType<ScheduleFault>(),
            "Look into one of the tasks before it is stopped; give the job a time limit, and let it refuse to start beside itself.",
            Severity.High
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Give the job a time limit, and let it refuse to start while an earlier run goes on", ActionPriority.High)];

    private static ScheduleFault? Fault(DiagnosisContext context, ScheduleRuns runs)
    {
        var key = runs.History.Key;
        if (runs.History.Current is not { Enabled: true, Target.Task: { Family: { } family } task } now)
            return null;
        var mine = context
            .Tasks.Where(t => t.Region == key.Region && t.Family == family && SchedulerMark.IsOf(t.StartedBy, key.Name))
            .ToList();
        var running = mine.FindAll(t => t.Stopped is null);
        if (running.Count < Pile * task.Count)
            return null;
        var oldest = running[0];
        var due = now.FireTimes(oldest.Created, oldest.SeenAt).Take(Pile + 1).Count();
        var longest = mine.Where(t => t.Stopped is not null).Select(t => (Duration?)t.Age).Max();
        // Tasks that always take as long overlap as a matter of course.
        if (due <= Pile || oldest.Age <= longest * 2)
            return null;
        return new ScheduleFault
        {
            Runs = runs,
            Gap = null,
            Expected = "tasks that end before the next ones start",
            Found =
                $"{running.Count} tasks still running at {oldest.SeenAt.ToIso()}, "
                + $"the oldest started at {oldest.Created.ToIso()} and not ended",
            Certainty = Certainty.Supported,
            Since = oldest.Created,
            EvidenceIds = [.. running.Select(t => t.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }
}
