using IncidentKit.Basics;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;

namespace IncidentKit.Diagnosis.Rules.Precautions;

/// <summary>
/// IK5004: no alarm would tell that a run of the schedule is missing: none on the errors of its schedule group, on its dead-letter queue,
/// on the events of its log group, or on the invocations of its function. It causes nothing; it lets an outage last.
/// </summary>
internal sealed class AlarmOnMissedRunsMissing : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK5004";

    /// <inheritdoc/>
    public string Name => "no-alarm-on-missed-runs";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.Alarms];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        from runs in context.Runs
        where
            runs.History.Current is { Enabled: true }
            && !context.Resources.Alarms.Any(a => a.Acts && Watches(context, a, runs.History.Key, runs.History.Current))
        let missing = context.Sources.Missing(EvidenceSource.Alarms, runs.History.Key.Region, context.RecordedAt)
        where missing is null || runs.Gaps.Count > 0
        group runs by missing into same
        select new Finding
        {
            Rule = this,
            Severity = Severity.Low,
            Certainty = same.Key is null ? Certainty.Confirmed : Certainty.NotExcluded,
            Subjects = [.. same.Select(r => r.History.Key).Order()],
            Expected = "an alarm on missed runs",
            Found = same.Key is null ? "no alarm on its schedule group, dead-letter queue, log group or function" : $"unknown: {same.Key}",
            ExplainsOnset = false,
            EvidenceIds = [.. same.Select(r => r.History.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Remedy = "Alarm on TargetErrorCount of the schedule group, and on minutes without a run.",
        };

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } = [ActionSuggestion.AlarmOnMissedRuns];

    private static bool Watches(DiagnosisContext context, MetricAlarm alarm, ScheduleKey key, Schedule schedule)
    {
        if (alarm.Region != key.Region)
            return false;
        return alarm.Namespace switch
        {
            CallCounts.OfRules => key.IsRule && alarm.Dimensions.Contains(key.Name, StringComparer.Ordinal),
            "AWS/Scheduler" => !key.IsRule && (alarm.Dimensions.Count == 0 || alarm.Dimensions.Contains(key.Group, StringComparer.Ordinal)),
            "AWS/SQS" => schedule.Target.DeadLetterArn is { } queue
                && alarm.Dimensions.Contains(Arn.Of(queue)?.LastName ?? queue, StringComparer.Ordinal),
            "AWS/Logs" => schedule.Target.TaskDefinitionArn is { } arn
                && context.States.TaskDefinition(key.Region, arn) is { } definition
                && definition.Containers.Any(c => alarm.Dimensions.Contains(c.LogGroup, StringComparer.Ordinal)),
            "AWS/Lambda" => schedule.Target is LambdaTarget function
                && alarm.Dimensions.Contains(function.FunctionName, StringComparer.Ordinal),
            _ => false,
        };
    }
}
