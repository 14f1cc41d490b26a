using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Iam;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Permissions;

/// <summary>
/// IK3004: a rule without a role invokes a function whose own policy does not let it. Source: facts II §1, permission of targets.
/// </summary>
internal sealed class FunctionPolicyDenied : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK3004";

    /// <inheritdoc/>
    public string Name => "function-policy-denied";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Functions];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        NeedsPolicy(schedule) && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TargetArn, ScheduleFields.Role],
            Breaking = [(ChangeEvents.RemovePermission, "functionName"), (ChangeEvents.DeleteFunction, "functionName")],
            Mending = [(ChangeEvents.AddPermission, "functionName")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => NeedsPolicy(s) ? [.. s.Target.CalledNames.Take(1)] : [],
            State = (key, _, arn) => State(context, key, arn),
            Names = (_, arn) => [arn, Arn.FunctionNameOf(arn)],
            Rule = Id,
            Expected = "a function whose policy lets the rule invoke it",
            Found = (arn, state) =>
                state is null
                    ? $"{arn}, whose policy did not let the rule invoke it for a time"
                    : $"{arn}, whose policy does not let the rule invoke it",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Give the permission again: aws lambda add-permission with the principal events.amazonaws.com and the rule's ARN as source."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent(
            "Keep the permission of a function beside the rule that needs it in the infrastructure code",
            ActionPriority.High
        ),
        ActionSuggestion.AlarmOnMissedRuns,
    ];

    private static bool NeedsPolicy(Schedule schedule) => schedule is { IsOfRule: true, Target: LambdaTarget { RoleArn: null } };

    private static ResourceState? State(DiagnosisContext context, ScheduleKey key, string arn)
    {
        if (context.States.FunctionPolicy(key.Region, arn) is not { } policy)
            return null;
        var partition = Arn.PartitionOf(arn);
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["aws:SourceArn"] = $"arn:{partition}:events:{key.Region}:{context.Account}:rule/{key.Name}",
        };
        var allowed =
            policy.Document is { } document
            && IamEvaluation.Permits(document, Principals.Events, "lambda:InvokeFunction", arn, known) != IamDecision.Denied;
        return new ResourceState(allowed ? "ACTIVE" : ResourceState.Unusable, null, policy.SeenAt, policy.EvidenceId);
    }
}
