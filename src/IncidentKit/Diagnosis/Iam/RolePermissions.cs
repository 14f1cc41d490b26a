using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Iam;

/// <summary>What the rules on permissions of the execution role have in common. Source of the permissions: facts §2.1 and §7.</summary>
internal static class RolePermissions
{
    /// <summary>The role of the schedule and the changes of its policies.</summary>
    public static FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.Role],
            Breaking =
            [
                (ChangeEvents.DetachRolePolicy, "roleName"),
                (ChangeEvents.DeleteRolePolicy, "roleName"),
                (ChangeEvents.PutRolePolicy, "roleName"),
                (ChangeEvents.PutRolePermissionsBoundary, "roleName"),
                (ChangeEvents.CreatePolicyVersion, "policyArn"),
                (ChangeEvents.SetDefaultPolicyVersion, "policyArn"),
            ],
            Mending =
            [
                (ChangeEvents.AttachRolePolicy, "roleName"),
                (ChangeEvents.PutRolePolicy, "roleName"),
                (ChangeEvents.DeleteRolePermissionsBoundary, "roleName"),
                (ChangeEvents.CreatePolicyVersion, "policyArn"),
                (ChangeEvents.SetDefaultPolicyVersion, "policyArn"),
            ],
        };

    /// <summary>The names by which changes name the role or its policies.</summary>
    public static IReadOnlyList<string> Names(DiagnosisContext context, string arn) =>
        [arn, Arn.LastNameOf(arn), .. context.Resources.Role(arn)?.AttachedPolicies ?? []];

    /// <summary>Unusable when the decision is denied by complete policies; null when role or policies were not recorded.</summary>
    public static ResourceState? State(DiagnosisContext context, string arn, Func<IamRole, IamDecision> decide) =>
        context.Resources.Role(arn) is { Exists: true, PoliciesComplete: true } role
            ? new ResourceState(
                decide(role) == IamDecision.Denied ? ResourceState.Unusable : "ACTIVE",
                null,
                context.RecordedAt,
                role.EvidenceIds[0]
            )
            : null;

    /// <summary>
    /// The state in which a call that puts a policy leaves the role, taken by itself: usable where the policy allows, else not. Another
    /// policy may allow it still, so the latter is proof only beside what the role could do before or can do after.
    /// </summary>
    public static ResourceState? Leaves(DiagnosisContext context, string arn, TrailEvent call, Func<IamRole, IamDecision> decide) =>
        IamRole.DocumentOf(call) is not { } document
            ? null
            : decide(IamRole.OfOnePolicy(arn, document, call.EvidenceId)) switch
            {
                IamDecision.Denied => new ResourceState(ResourceState.Unusable, null, call.At, call.EvidenceId),
                IamDecision.Allowed => new ResourceState("ACTIVE", null, call.At, call.EvidenceId),
                _ => null,
            };

    /// <summary>Whether the role may make the call of that target.</summary>
    public static IamDecision MayCall(DiagnosisContext context, ScheduleKey key, Schedule schedule, IamRole role) =>
        schedule.Target is { Action: { } action } target && target.CalledResource(key.Region, context.States) is { } resource
            ? IamEvaluation.Decide(role.Policies, action, resource, Known([.. target.CallConditions]))
            : IamDecision.Undetermined;

    /// <summary>Whether the role may pass every role of the schedule's task definition.</summary>
    public static IamDecision MayPass(DiagnosisContext context, ScheduleKey key, Schedule schedule, IamRole role)
    {
        var definition = context.States.TaskDefinition(key.Region, schedule.Target.TaskDefinitionArn ?? "");
        var decisions = new[] { definition?.TaskRoleArn, definition?.ExecutionRoleArn }
            .OfType<string>()
            .Select(passed =>
                Best(
                    PrincipalNames
                        .Of(Principals.EcsTasks, Arn.PartitionOf(passed))
                        .Select(service =>
                            IamEvaluation.Decide(role.Policies, "iam:PassRole", passed, Known(("iam:PassedToService", service)))
                        )
                )
            )
            .ToList();
        return decisions.Contains(IamDecision.Denied) ? IamDecision.Denied
            : decisions.Contains(IamDecision.Undetermined) ? IamDecision.Undetermined
            : IamDecision.Allowed;
    }

    /// <summary>The decision under the name of the service that the policies let pass.</summary>
    private static IamDecision Best(IEnumerable<IamDecision> decisions) =>
        decisions.ToList() switch
        {
            var all when all.Contains(IamDecision.Allowed) => IamDecision.Allowed,
            var all when all.Contains(IamDecision.Undetermined) => IamDecision.Undetermined,
            _ => IamDecision.Denied,
        };

    private static Dictionary<string, string> Known(params ReadOnlySpan<(string Key, string Value)> conditions)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in conditions)
            known[key] = value;
        return known;
    }
}
