using IncidentKit.Diagnosis.Rules;

namespace IncidentKit.Diagnosis;

/// <summary>All rules, by id.</summary>
public static class FindingRules
{
    /// <summary>Every rule, once.</summary>
    public static IReadOnlyList<IFindingRule> All { get; } =
    [
        new ScheduleDisabled(),
        new ScheduleDeleted(),
        new ScheduleOutsideItsDates(),
        new ClusterNotFound(),
        new TaskDefinitionInactive(),
        new LambdaTargetMissing(),
        new DeadLetterQueueMissing(),
        new ScheduleDriftsFromSession(),
        new RunOutsideEarlyClose(),
    ];
}
