using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4009: the task execution role, with which ECS pulls the image, reads secrets and opens the log, may not do what the task needs. A
/// task's words alone are IK4004 (IK4003, IK4005); they are this where the role's recorded policies did not allow the action then.
/// Source: facts §2.4, §8.3.
/// </summary>
internal sealed class TaskExecutionRoleDenied : IFindingRule
{
    /// <summary>The rule's id.</summary>
    public const string RuleId = "IK4009";

    /// <inheritdoc/>
    public string Id => RuleId;

    /// <inheritdoc/>
    public string Name => "task-execution-role-denied";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Roles, EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.FailedToStart;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition],
            Breaking = [.. RolePermissions.Chain.Breaking, (ChangeEvents.RegisterTaskDefinition, "family")],
            Mending = [.. RolePermissions.Chain.Mending, (ChangeEvents.RegisterTaskDefinition, "family")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (key, s) => ExecutionRoleDenial.RoleOf(context, key, s) is { } role ? [role] : [],
            // A role that may do little is no fault by itself: what a task needs is not all in its definition.
            State = (_, _, _) => null,
            Leaves = (key, s, role, call) =>
                RolePermissions.Leaves(
                    context,
                    role,
                    call,
                    r => ExecutionRoleDenial.MayDo(r, context.Answers.Of(key, Id)) ?? ExecutionRoleDenial.MayPrepare(context, key, s, r)
                ),
            Names = (s, role) => [.. RolePermissions.Names(context, role), .. TaskDefinitionNames.Family(s)],
            Rule = Id,
            Expected = "a task execution role that may do what the task needs",
            Found = (role, _) => $"{Arn.LastNameOf(role)}, whose policies did not allow it",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Let the task execution role do what the stop reason names: pull the image, read the secret, write the log."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Test task execution roles against their task definitions in the pipeline", ActionPriority.High),
        ActionSuggestion.Detect("Send ECS Task State Change events of stopped tasks to people", ActionPriority.Medium),
    ];
}
