using IncidentKit.Diagnosis.Causes;
using IncidentKit.Diagnosis.Repairs;
using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Targets;

/// <summary>
/// IK2003: the schedule starts its tasks in a subnet or with a security group that does not exist. Source: facts §7 row 14.
/// </summary>
internal sealed class NetworkTargetMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK2003";

    /// <inheritdoc/>
    public string Name => "network-target-missing";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Networks];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        schedule.Target.Task is { Subnets.Count: > 0 } && layer is FailureLayer.Undetermined or FailureLayer.Refused;

    /// <inheritdoc/>
    public FailingChain Chain { get; } =
        new()
        {
            Fields = [ScheduleFields.Subnets, ScheduleFields.SecurityGroups],
            Breaking = [(ChangeEvents.DeleteSubnet, "subnetId"), (ChangeEvents.DeleteSecurityGroup, "groupId")],
        };

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var fault = new StateFault
        {
            Chain = Chain,
            Resources = (_, s) => s.Target.Task is { } task ? task.Subnets.Concat(task.SecurityGroups) : [],
            State = (key, _, id) => context.Resources.Network(key.Region, id),
            Rule = Id,
            Expected = "subnets and security groups that exist",
            Found = (id, state) => state is null ? $"{id}, which was not there for a time" : $"{id}, which does not exist",
        };
        return ScheduleFault.Summarise(this, fault.Find(context), "Give the schedules subnets and security groups that exist.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [
        ActionSuggestion.Prevent(
            "Let the infrastructure code refuse to delete a subnet or security group that a schedule names",
            ActionPriority.High
        ),
    ];

    /// <inheritdoc/>
    public IEnumerable<Repair> Repairs(FaultySchedule faulty) =>
        faulty.PutBackWhere(
            before => before.Split(", ").All(id => faulty.Context.Resources.Network(faulty.Region, id)?.IsActive == true),
            ScheduleFields.Subnets,
            ScheduleFields.SecurityGroups
        );
}
