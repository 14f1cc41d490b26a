using IncidentKit.Executions;
using IncidentKit.Schedules;
using NodaTime.Text;

namespace IncidentKit.Diagnosis.Rules;

/// <summary>IK2002: the schedule pins a task definition that was deregistered or never existed. Source: facts §7 row 5.</summary>
public sealed class TaskDefinitionInactive : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2002";

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var faults = TargetFault.Find(
            context,
            ScheduleFields.TaskDefinition,
            s => s.Target.TaskDefinitionArn,
            (region, arn) => context.States.TaskDefinition(region, arn)?.State,
            ("DeregisterTaskDefinition", "taskDefinition"),
            ("DeleteTaskDefinitions", "taskDefinitions"));
        return TargetFault.Summarise(
            faults, Id, "task-definition-inactive", Expected, Found, "Point the schedules at an ACTIVE revision, or at the family without a revision.");
    }

    private static string Expected(TargetFault fault) =>
        fault.Cause?.Before is { } before ? $"an ACTIVE task definition, as before: {before}" : "an ACTIVE task definition";

    private static string Found(TargetFault fault)
    {
        var since = fault.State.Since is { } at ? $" since {InstantPattern.ExtendedIso.Format(at)}" : "";
        return fault.State.Status == ResourceState.Missing ? $"{fault.Resource}, which does not exist" : $"{fault.Resource}, which is {fault.State.Status}{since}";
    }
}
