using IncidentKit.Diagnosis.Rules.Answers;
using IncidentKit.Diagnosis.Rules.Permissions;
using IncidentKit.Diagnosis.Rules.Precautions;
using IncidentKit.Diagnosis.Rules.Runs;
using IncidentKit.Diagnosis.Rules.Scheduling;
using IncidentKit.Diagnosis.Rules.Sessions;
using IncidentKit.Diagnosis.Rules.Targets;

namespace IncidentKit.Diagnosis;

/// <summary>All rules, by id.</summary>
internal static class FindingRules
{
    /// <summary>Every rule, once.</summary>
    public static IReadOnlyList<IFindingRule> All { get; } =
    [
        new ScheduleDisabled(),
        new ScheduleDeleted(),
        new ScheduleOutsideItsDates(),
        new ExpressionChanged(),
        new DaylightSavingSkip(),
        new PartialUpdateReset(),
        new RuleWithoutEffect(),
        new ClusterNotFound(),
        new TaskDefinitionInactive(),
        new NetworkTargetMissing(),
        new TargetMissing(),
        new TargetInputInvalid(),
        new LaunchTypeIncompatible(),
        new StaleRevision(),
        new ExecutionRoleUnusable(),
        new RunTaskDenied(),
        new PassRoleDenied(),
        new FunctionPolicyDenied(),
        new CapacityUnavailable(),
        new FargateQuotaReached(),
        new ImagePullFailed(),
        new InitialisationFailed(),
        new LogGroupMissing(),
        new TaskFailed(),
        new TaskStopped(),
        new InvocationThrottled(),
        new TaskExecutionRoleDenied(),
        new InvocationFailed(),
        new TasksPileUp(),
        new FewerTasks(),
        new RanButNotLogged(),
        new DeadLetterQueueMissing(),
        new RetentionShorterThanWindow(),
        new AlarmOnMissedRunsMissing(),
        new ScheduleDriftsFromSession(),
        new RunOutsideEarlyClose(),
        new TargetAnswered(),
    ];
}
