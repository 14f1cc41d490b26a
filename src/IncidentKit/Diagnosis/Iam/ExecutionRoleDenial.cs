using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Iam;

/// <summary>
/// Whether the task execution role was not allowed what a task needed of it. What a stopped task says is a symptom: a role without the
/// permission, a secret or key that denies by its own policy, and a policy of the organisation read alike. The role is the cause where its
/// own recorded policies did not allow the action at that time. Source: facts §2.4.
/// </summary>
internal static class ExecutionRoleDenial
{
    /// <summary>Whether an answer about a task means it.</summary>
    public static bool Is(DiagnosisContext context, ScheduleRuns runs, TargetResponse answer)
    {
        if (
            answer.Layer is not (FailureLayer.FailedToStart or FailureLayer.FailedRunning)
            || DeniedAction.Of(answer.Message) is not { Resource: { } resource, ByOthers: false } denied
            || runs.History.At(answer.At)?.Configuration is not { } configuration
            || RoleOf(context, runs.History.Key, configuration) is not { } role
            || !denied.IsOf(role)
        )
            return false;
        return At(context, role, answer.At, r => IamEvaluation.Decide(r.Policies, denied.Action, resource, Nothing)) == IamDecision.Denied;
    }

    /// <summary>The task execution role of what a configuration starts; null for none.</summary>
    public static string? RoleOf(DiagnosisContext context, ScheduleKey key, Schedule schedule) =>
        schedule.Target.TaskDefinitionArn is { } arn ? context.States.TaskDefinition(key.Region, arn)?.ExecutionRoleArn : null;

    /// <summary>Whether a role may do what answers say was denied; null where none names it.</summary>
    public static IamDecision? MayDo(IamRole role, IEnumerable<TargetResponse> answers)
    {
        var decisions = answers
            .Select(a => DeniedAction.Of(a.Message))
            .OfType<DeniedAction>()
            .Distinct()
            .Select(d => IamEvaluation.Decide(role.Policies, d.Action, d.Resource ?? "*", Nothing))
            .ToList();
        return decisions.Count == 0 ? null
            : decisions.Contains(IamDecision.Denied) ? IamDecision.Denied
            : decisions.Contains(IamDecision.Undetermined) ? IamDecision.Undetermined
            : IamDecision.Allowed;
    }

    /// <summary>Whether a role may do all that the task definition needs of it before its containers start.</summary>
    public static IamDecision MayPrepare(DiagnosisContext context, ScheduleKey key, Schedule schedule, IamRole role)
    {
        if (
            schedule.Target.TaskDefinitionArn is not { } arn
            || context.States.TaskDefinition(key.Region, arn) is not { ExecutionRoleArn: { } roleArn } definition
        )
            return IamDecision.Undetermined;
        var decisions = Needs(definition, key.Region, context.Account, Arn.PartitionOf(roleArn))
            .Select(n => IamEvaluation.Decide(role.Policies, n.Action, n.Resource, Nothing))
            .ToList();
        return decisions.Contains(IamDecision.Denied) ? IamDecision.Denied
            : decisions.Count == 0 || decisions.Contains(IamDecision.Undetermined) ? IamDecision.Undetermined
            : IamDecision.Allowed;
    }

    private static Dictionary<string, string> Nothing { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// What the policies of a role said at a time. Its recorded policies tell where no change of them was recorded since; else the last
    /// change before that time does, where it tells by itself how it left the role.
    /// </summary>
    private static IamDecision At(DiagnosisContext context, string arn, Instant at, Func<IamRole, IamDecision> decide)
    {
        if (context.Resources.Role(arn) is not { Exists: true, PoliciesComplete: true } role)
            return IamDecision.Undetermined;
        var names = RolePermissions.Names(context, arn);
        var changes = RolePermissions
            .Chain.Breaking.Concat(RolePermissions.Chain.Mending)
            .Distinct()
            .SelectMany(kind => context.EventsOf(kind.Event).Where(e => e.ErrorCode is null && e.Named(kind.Member).Any(names.Contains)))
            .ToList();
        if (changes.TrueForAll(c => c.At <= at))
            return context.Sources.RoleChangesCut(at) is null ? decide(role) : IamDecision.Undetermined;
        if (changes.Where(c => c.At <= at).MaxBy(c => c.At) is not { } last)
            return IamDecision.Undetermined;
        if (IamRole.DocumentOf(last) is { } document)
            return decide(IamRole.OfOnePolicy(arn, document, last.EvidenceId));
        return ChangeEvents.HasOneDirection(last.Name) && RolePermissions.Chain.Breaking.Any(b => b.Event.Name == last.Name)
            ? IamDecision.Denied
            : IamDecision.Undetermined;
    }

    /// <summary>The calls that ECS makes with the task execution role before the containers start. Source: facts §2.4.</summary>
    private static IEnumerable<(string Action, string Resource)> Needs(
        TaskDefinitionState definition,
        string region,
        string account,
        string partition
    )
    {
        foreach (var image in definition.Images)
        {
            if (image.Split('/', 2) is not [var host, var path] || host.Split('.') is not [var owner, "dkr", "ecr", var at, ..])
                continue;
            yield return ("ecr:GetAuthorizationToken", "*");
            yield return ("ecr:BatchGetImage", $"arn:{partition}:ecr:{at}:{owner}:repository/{path.Split('@', ':')[0]}");
        }

        foreach (var container in definition.Containers)
            yield return ("logs:CreateLogStream", $"arn:{partition}:logs:{region}:{account}:log-group:{container.LogGroup}:log-stream:any");
        foreach (var secret in definition.Secrets)
        {
            if (Arn.Of(secret) is { Service: "secretsmanager" })
                yield return (
                    "secretsmanager:GetSecretValue",
                    string.Join(':', secret.Split(':').Take(TaskDefinitionNames.SecretArnParts))
                );
            else
                yield return (
                    "ssm:GetParameters",
                    Arn.Is(secret) ? secret : $"arn:{partition}:ssm:{region}:{account}:parameter/{secret.TrimStart('/')}"
                );
        }
    }
}
