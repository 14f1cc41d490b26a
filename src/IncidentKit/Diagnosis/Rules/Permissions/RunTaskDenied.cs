using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Permissions;

/// <summary>
/// IK3002: the execution role may not make the call: ecs:RunTask, lambda:InvokeFunction, states:StartExecution or
/// batch:SubmitJob.
/// Source: facts §7 rows 2 and 6.
/// </summary>
internal sealed class RunTaskDenied : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK3002";

    /// <inheritdoc/>
    public string Name => "run-task-denied";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Roles];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Action is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } = RolePermissions.Chain;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => s.Target is { Action: not null, RoleArn: { } role } ? [role] : [],
            State = (key, s, role) => RolePermissions.State(context, role, r => RolePermissions.MayCall(context, key, s, r)),
            Leaves = (key, s, role, call) => RolePermissions.Leaves(context, role, call, r => RolePermissions.MayCall(context, key, s, r)),
            Names = (_, role) => RolePermissions.Names(context, role),
            Rule = Id,
            Expected = "a role that may make the call",
            Found = (role, state) =>
                state is null
                    ? $"{role}, which was not allowed to make the call for a time"
                    : $"{role}, whose policies do not allow the call",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Give the role the permission again: ecs:RunTask on the family with :*, lambda:InvokeFunction, states:StartExecution, or "
                + "batch:SubmitJob on the queue and the definition."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Test the schedules' roles in the pipeline that changes them", ActionPriority.High),
        ActionSuggestion.AlarmOnMissedRuns,
    ];
}
