using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Evidence;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4004: the task could not be prepared: a secret or parameter, registry
/// authentication, or the network. Source: facts §7 rows 15, 16 and 18.
/// </summary>
internal sealed class InitialisationFailed : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK4004";

    /// <inheritdoc/>
    public string Name => "initialisation-failed";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Tasks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is not null && layer is FailureLayer.Undetermined or FailureLayer.FailedToStart;

    /// <summary>What a task cannot be prepared without: what it is given.</summary>
    private static readonly FailingChain Given = new()
    {
        Fields = [ScheduleFields.TaskDefinition],
        Breaking =
        [
            (ChangeEvents.DeleteSecret, "secretId"),
            (ChangeEvents.UpdateSecret, "secretId"),
            (ChangeEvents.DeleteParameter, "name"),
            (ChangeEvents.RegisterTaskDefinition, "family"),
        ],
        Mending =
        [
            (ChangeEvents.RestoreSecret, "secretId"),
            (ChangeEvents.PutParameter, "name"),
            (ChangeEvents.RegisterTaskDefinition, "family"),
        ],
    };

    /// <summary>Who may read it: the policies of the task execution role and of the secret.</summary>
    private static readonly FailingChain Allowed = new()
    {
        Fields = [ScheduleFields.TaskDefinition],
        Breaking =
        [
            .. RolePermissions.Chain.Breaking,
            (ChangeEvents.PutResourcePolicy, "secretId"),
            (ChangeEvents.RegisterTaskDefinition, "family"),
        ],
        Mending =
        [
            .. RolePermissions.Chain.Mending,
            (ChangeEvents.PutResourcePolicy, "secretId"),
            (ChangeEvents.RegisterTaskDefinition, "family"),
        ],
    };

    /// <summary>With what it is decrypted. A schedule cannot name the key, so only an answer about one makes its changes a cause.</summary>
    private static readonly FailingChain Decrypted = new()
    {
        Fields = Allowed.Fields,
        Breaking =
        [
            .. Allowed.Breaking,
            (ChangeEvents.UpdateSecret, "secretId"),
            (ChangeEvents.DisableKey, ""),
            (ChangeEvents.ScheduleKeyDeletion, ""),
            (ChangeEvents.PutKeyPolicy, ""),
        ],
        Mending =
        [
            .. Allowed.Mending,
            (ChangeEvents.UpdateSecret, "secretId"),
            (ChangeEvents.EnableKey, ""),
            (ChangeEvents.CancelKeyDeletion, ""),
            (ChangeEvents.PutKeyPolicy, ""),
        ],
    };

    /// <summary>
    /// The way there. A schedule names only its security groups; it cannot name the routes, gateways and endpoints of its network.
    /// </summary>
    private static readonly FailingChain Reached = new()
    {
        Fields = [ScheduleFields.Subnets, ScheduleFields.SecurityGroups],
        Breaking =
        [
            (ChangeEvents.RevokeSecurityGroupEgress, "groupId"),
            (ChangeEvents.DeleteNatGateway, ""),
            (ChangeEvents.DeleteVpcEndpoints, ""),
            (ChangeEvents.ModifyVpcEndpoint, ""),
            (ChangeEvents.DeleteRoute, ""),
            (ChangeEvents.ReplaceRoute, ""),
            (ChangeEvents.ReplaceRouteTableAssociation, ""),
            (ChangeEvents.DetachInternetGateway, ""),
            (ChangeEvents.CreateNetworkAclEntry, ""),
            (ChangeEvents.ReplaceNetworkAclEntry, ""),
            (ChangeEvents.DeleteNetworkAclEntry, ""),
        ],
        Mending =
        [
            (ChangeEvents.AuthorizeSecurityGroupEgress, "groupId"),
            (ChangeEvents.CreateNatGateway, ""),
            (ChangeEvents.CreateVpcEndpoint, ""),
            (ChangeEvents.ModifyVpcEndpoint, ""),
            (ChangeEvents.CreateRoute, ""),
            (ChangeEvents.ReplaceRoute, ""),
            (ChangeEvents.ReplaceRouteTableAssociation, ""),
            (ChangeEvents.AttachInternetGateway, ""),
            (ChangeEvents.CreateNetworkAclEntry, ""),
            (ChangeEvents.ReplaceNetworkAclEntry, ""),
            (ChangeEvents.DeleteNetworkAclEntry, ""),
        ],
    };

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [.. Given.Fields, .. Reached.Fields],
            Breaking = [.. Given.Breaking, .. Decrypted.Breaking, .. Reached.Breaking],
            Mending = [.. Given.Mending, .. Decrypted.Mending, .. Reached.Mending],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        ResponseFault Of(FailingChain chain, Func<ScheduleKey, Schedule, IEnumerable<string>> names, Func<TargetResponse, bool> kind) =>
            new()
            {
                Chain = chain,
                Names = names,
                Rule = Id,
                Kind = kind,
                Means = (key, s, answers, call) =>
                    chain == Reached ? CallIds.IsOfNetwork(context, key, s, call) : CallIds.IsOfKey(answers, call),
                Expected = "a task that can be prepared",
            };
        var faults = new[]
        {
            Of(Decrypted, (key, s) => TaskDefinitionNames.ExecutionRole(context, key, s), IsOfKey),
            Of(Allowed, (key, s) => TaskDefinitionNames.ExecutionRole(context, key, s), a => IsDenial(a) && !IsOfKey(a)),
            Of(Reached, (_, s) => s.Target.Task?.SecurityGroups ?? [], a => !IsDenial(a) && IsUnreachable(a)),
            Of(Given, (key, s) => TaskDefinitionNames.Secrets(context, key, s), a => !IsDenial(a) && !IsUnreachable(a)),
        };
        return ScheduleFault.Summarise(
            this,
            faults.SelectMany(f => f.Find(context)),
            "Restore what the stop reason names, or let the task execution role read it; for a timeout, give the subnet a way out."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Deny the deletion of secrets that task definitions name", ActionPriority.Medium)];

    private static bool IsOfKey(TargetResponse a) => Says(a, "kms", "decrypt");

    private static bool IsDenial(TargetResponse a) => IsOfKey(a) || Says(a, "AccessDenied", "not authorized", "access denied");

    private static bool IsUnreachable(TargetResponse a) =>
        Says(a, "timeout", "timed out", "dial tcp", "deadline exceeded", "request canceled", "connection", "no such host");

    private static bool Says(TargetResponse answer, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (answer.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
