using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Permissions;

/// <summary>IK3003: the execution role may call RunTask but may not hand the task its roles. Source: facts §7 row 3.</summary>
internal sealed class PassRoleDenied : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK3003";

    /// <inheritdoc/>
    public string Name => "pass-role-denied";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Roles, EvidenceSource.TaskDefinitions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        RolePermissions.Chain with
        {
            Fields = [ScheduleFields.Role, ScheduleFields.TaskDefinition],
            Breaking = [.. RolePermissions.Chain.Breaking, (ChangeEvents.RegisterTaskDefinition, "family")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => s.Target is { Task: not null, RoleArn: { } role } ? [role] : [],
            // Without RunTask the call is refused before roles are looked at.
            State = (key, s, role) =>
                RolePermissions.State(
                    context,
                    role,
                    r =>
                        RolePermissions.MayCall(context, key, s, r) == IamDecision.Denied
                            ? IamDecision.Undetermined
                            : RolePermissions.MayPass(context, key, s, r)
                ),
            Leaves = (key, s, role, call) => RolePermissions.Leaves(context, role, call, r => RolePermissions.MayPass(context, key, s, r)),
            Names = (s, role) => [.. RolePermissions.Names(context, role), .. TaskDefinitionNames.Family(s)],
            MendedByCalls = false,
            Rule = Id,
            Expected = "a role that may pass the task's roles",
            Found = (role, state) =>
                state is null
                    ? $"{role}, which was not allowed to pass the task's roles for a time"
                    : $"{role}, whose policies do not allow it to pass the task's roles",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Allow iam:PassRole for the task's role and its execution role, to ecs-tasks.amazonaws.com."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Test the schedules' roles in the pipeline that changes them", ActionPriority.High),
        ActionSuggestion.AlarmOnMissedRuns,
    ];
}
