using IncidentKit.Executions;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules;

/// <summary>IK2001: the schedule sends its tasks to a cluster that does not exist or is inactive. Source: facts §7 row 1.</summary>
public sealed class ClusterNotFound : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2001";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var faults = TargetFault.Find(
            context,
            ScheduleFields.TargetArn,
            s => s.Target.Kind == TargetKind.Ecs ? s.Target.Arn : null,
            context.States.Cluster,
            ("DeleteCluster", "cluster"));
        return TargetFault.Summarise(faults, Id, "cluster-not-found", Expected, Found, "Point the schedules at a cluster that exists, or create the cluster.");
    }

    private static string Expected(TargetFault fault) =>
        fault.Cause?.Before is { } before ? $"an ACTIVE cluster, as before: {before}" : "an ACTIVE cluster";

    private static string Found(TargetFault fault) => fault.State.Status == ResourceState.Missing
        ? $"{fault.Resource}, which does not exist"
        : $"{fault.Resource}, which is {fault.State.Status}";
}
