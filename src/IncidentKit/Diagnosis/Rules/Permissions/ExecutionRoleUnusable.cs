using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Permissions;

/// <summary>
/// IK3001: the role is missing, or its trust policy does not let the Scheduler assume it (for
/// the task's roles: ECS). Then there is no RunTask call. The dead-letter queue stays empty
/// too, since the Scheduler writes it with the same role. Source: facts §7 rows 4 and 24.
/// </summary>
internal sealed class ExecutionRoleUnusable : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK3001";

    /// <inheritdoc/>
    public string Name => "execution-role-missing-or-untrusted";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Roles];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.Role],
            Breaking = [(ChangeEvents.DeleteRole, "roleName"), (ChangeEvents.UpdateAssumeRolePolicy, "roleName")],
            Mending = [(ChangeEvents.CreateRole, "roleName"), (ChangeEvents.UpdateAssumeRolePolicy, "roleName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (key, s) => Roles(context, key, s).Select(r => r.Role),
            State = (key, s, role) => State(context, key, s, role),
            Names = (_, role) => [role, Arn.LastNameOf(role)],
            Leaves = (key, s, role, call) =>
                IamRole.DocumentOf(call) is { } document
                    ? new ResourceState(
                        IsTrusted(context, key, s, role, document) ? "ACTIVE" : ResourceState.Unusable,
                        null,
                        call.At,
                        call.EvidenceId
                    )
                    : null,
            Rule = Id,
            Expected = "a role that the service may assume",
            Found = (role, state) =>
                state switch
                {
                    null => $"{role}, which could not be assumed for a time",
                    { Status: ResourceState.Missing } => $"{role}, which does not exist",
                    _ => $"{role}, whose trust policy does not allow {Trusted(role, context)}",
                },
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Create the role again, or let the service assume it in its trust policy."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent("Test the schedules' roles in the pipeline that changes them", ActionPriority.High),
        ActionSuggestion.AlarmOnMissedRuns,
    ];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.PutBackWhere(before => faulty.Context.Resources.Role(before)?.Exists == true, ScheduleFields.Role);

    /// <summary>The execution role, and the roles of its task definition, each with the service that has to assume it.</summary>
    private static IEnumerable<(string Role, string Principal)> Roles(DiagnosisContext context, ScheduleKey key, Schedule schedule)
    {
        if (schedule.Target.RoleArn is { } role)
            yield return (role, Caller(key));
        if (schedule.Target.TaskDefinitionArn is not { } arn || context.States.TaskDefinition(key.Region, arn) is not { } definition)
            yield break;
        if (definition.ExecutionRoleArn is { } execution)
            yield return (execution, Principals.EcsTasks);
        if (definition.TaskRoleArn is { } task && task != definition.ExecutionRoleArn)
            yield return (task, Principals.EcsTasks);
    }

    private static string Trusted(string role, DiagnosisContext context) =>
        context.Runs.FirstOrDefault(r => r.History.Epochs.Any(e => e.Configuration.Target.RoleArn == role)) is { } runs
            ? Caller(runs.History.Key)
            : Principals.EcsTasks;

    private static string Caller(ScheduleKey key) => key.IsRule ? Principals.Events : Principals.Scheduler;

    private static ResourceState? State(DiagnosisContext context, ScheduleKey key, Schedule schedule, string arn)
    {
        if (context.Resources.Role(arn) is not { } role)
            return null;
        if (!role.Exists)
            return new ResourceState(ResourceState.Missing, null, context.RecordedAt, role.EvidenceIds[0]);
        var trusted = role.Trust is not { } trust || IsTrusted(context, key, schedule, arn, trust);
        return new ResourceState(trusted ? "ACTIVE" : ResourceState.Unusable, null, context.RecordedAt, role.EvidenceIds[0]);
    }

    /// <summary>Whether a trust policy lets the service that needs the role assume it.</summary>
    private static bool IsTrusted(DiagnosisContext context, ScheduleKey key, Schedule schedule, string arn, JsonElement trust)
    {
        var principal = Roles(context, key, schedule).First(r => r.Role == arn).Principal;
        var partition = Arn.PartitionOf(arn);
        return SourceArns(context, key, partition)
            .SelectMany(_ => PrincipalNames.Of(principal, partition), (source, service) => (source, service))
            .Any(asked =>
                IamEvaluation.Trusts(
                    trust,
                    asked.service,
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["aws:SourceAccount"] = context.Account,
                        ["aws:SourceArn"] = asked.source,
                    }
                ) != IamDecision.Denied
            );
    }

    /// <summary>
    /// The Scheduler gives its schedule group as aws:SourceArn, EventBridge the rule; policies that name the schedule itself are let pass.
    /// </summary>
    private static IEnumerable<string> SourceArns(DiagnosisContext context, ScheduleKey key, string partition) =>
        key.IsRule
            ? [$"arn:{partition}:events:{key.Region}:{context.Account}:rule/{key.Name}"]
            :
            [
                $"arn:{partition}:scheduler:{key.Region}:{context.Account}:schedule-group/{key.Group}",
                $"arn:{partition}:scheduler:{key.Region}:{context.Account}:schedule/{key.Group}/{key.Name}",
            ];
}
