using IncidentKit.Diagnosis.Causes;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>IK4004: the task could not be prepared: a secret or parameter, registry authentication, or the network. Source: facts §7 rows 15, 16 and 18.</summary>
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

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.TaskDefinition, ScheduleFields.Subnets, ScheduleFields.SecurityGroups],
            Breaking =
            [
                (ChangeEvents.DeleteSecret, "secretId"),
                (ChangeEvents.DeleteParameter, "name"),
                (ChangeEvents.RevokeSecurityGroupEgress, "groupId"),
                (ChangeEvents.RegisterTaskDefinition, "family"),
            ],
            Mending =
            [
                (ChangeEvents.RestoreSecret, "secretId"),
                (ChangeEvents.PutParameter, "name"),
                (ChangeEvents.AuthorizeSecurityGroupEgress, "groupId"),
                (ChangeEvents.RegisterTaskDefinition, "family"),
            ],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new ResponseFault
        {
            Chain = Chain,
            Names = (key, s) => [.. TaskDefinitionNames.Secrets(context, key, s).Concat(s.Target.Task?.SecurityGroups ?? [])],
            Rule = Id,
            Expected = "a task that can be prepared",
        };
        return ScheduleFault.Summarise(
            this,
            fault.Find(context),
            "Restore what the stop reason names, or let the task execution role read it; for a timeout, give the subnet a way out."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Deny the deletion of secrets that task definitions name", ActionPriority.Medium)];
}
