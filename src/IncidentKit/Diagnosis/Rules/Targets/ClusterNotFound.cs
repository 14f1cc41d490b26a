using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>IK2001: the schedule sends its tasks to a cluster that does not exist or is inactive. Source: facts §7 row 1.</summary>
internal sealed class ClusterNotFound : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2001";

    /// <inheritdoc/>
    public string Name => "cluster-not-found";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Clusters];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn],
            Breaking = [(ChangeEvents.DeleteCluster, "cluster")],
            Mending = [(ChangeEvents.CreateCluster, "clusterName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => s.Target.Task is { } task ? [task.ClusterArn] : [],
            State = (key, _, arn) => OfAnotherRegion(context, key, arn) ?? context.States.Cluster(key.Region, arn),
            Rule = Id,
            Expected = "an ACTIVE cluster",
            Found = (arn, state) =>
                state switch
                {
                    null => $"{arn}, which was not there for a time",
                    { Status: ResourceState.Missing } => $"{arn}, which does not exist",
                    { Status: ResourceState.Unusable } => $"{arn}, which is of another region: a schedule calls ECS in its own",
                    _ => $"{arn}, which is {state.Status}",
                },
        };
        return ScheduleFault.Summarise(this, fault.Find(context), "Point the schedules at a cluster that exists, or create the cluster.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Before a deployment ends, check that every schedule's cluster is ACTIVE", ActionPriority.High),
        ActionSuggestion.AlarmOnMissedRuns,
    ];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.Context.States.Cluster(faulty.Region, faulty.Now.Target.Arn) is { IsActive: false } ? [ClusterChange(faulty)] : [];

    /// <summary>
    /// Proposes only an ACTIVE cluster, and only where sibling schedules ran in it or a recorded change shows it was there before.
    /// </summary>
    private static FieldRepair ClusterChange(FaultySchedule faulty)
    {
        var present = faulty.Now.Target.Arn;
        var change = faulty.LastChange(ScheduleFields.TargetArn, present);
        var before = change?.Before is { } b && faulty.Context.States.Cluster(faulty.Region, b)?.IsActive == true ? b : null;
        var siblings = faulty.Context.RunningClusters(faulty.Region).ToDictionary(c => c.Arn, c => c.Schedules, StringComparer.Ordinal);
        var proposed = before ?? (siblings.Count == 1 ? siblings.Keys.Single() : null);
        if (proposed is null)
            return faulty.Change(ScheduleFields.TargetArn, present, null, null);
        var reasons = new List<string>();
        if (siblings.TryGetValue(proposed, out var count))
            reasons.Add(count == 1 ? "tasks of 1 other schedule run there" : $"tasks of {count} other schedules run there");
        if (before is not null)
            reasons.Add(FaultySchedule.Replaced(change!));
        return faulty.Change(ScheduleFields.TargetArn, present, proposed, string.Join("; ", reasons));
    }

    /// <summary>The Scheduler calls RunTask in its own region, where ECS knows no cluster of another.</summary>
    private static ResourceState? OfAnotherRegion(DiagnosisContext context, ScheduleKey key, string arn) =>
        Arn.Of(arn) is { Service: "ecs", Region: { Length: > 0 } region } && region != key.Region
            ? new ResourceState(
                ResourceState.Unusable,
                null,
                context.RecordedAt,
                context.Runs.First(r => r.History.Key == key).History.EvidenceId
            )
            : null;
}
