using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
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
            State = (key, _, arn) => context.States.Cluster(key.Region, arn),
            Answers = a => a.Says("ClusterNotFoundException", "Cluster not found", "cluster was inactive"),
            Expected = "an ACTIVE cluster",
            Found = (arn, state) =>
                state switch
                {
                    null => $"{arn}, which was not there for a time",
                    { Status: ResourceState.Missing } => $"{arn}, which does not exist",
                    _ => $"{arn}, which is {state.Status}",
                },
        };
        return ScheduleFault.Summarise(this, fault.Find(context), "Point the schedules at a cluster that exists, or create the cluster.");
    }
}
