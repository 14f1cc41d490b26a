using IncidentKit.Basics;
using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>When an alarm or a queue would have told of an outage: the counterfactual time to detect.</summary>
/// <param name="Detector">What would have told.</param>
/// <param name="At">When, at the latest.</param>
/// <param name="Why">How that time comes about.</param>
/// <param name="MissingBy">The rule that finds that a schedule has none.</param>
internal sealed record Counterfactual(string Detector, Instant At, string Why, string MissingBy)
{
    /// <summary>
    /// A metric of one minute is there when the minute is over. An alarm looks
    /// once a minute. Source: CloudWatch user guide, "Evaluating an alarm".
    /// </summary>
    private static readonly Duration AlarmDelay = Duration.FromMinutes(2);

    /// <summary>The rule that finds schedules without an alarm.</summary>
    public const string NoAlarm = "IK5004";

    /// <summary>The rule that finds schedules without a dead-letter queue.</summary>
    public const string NoQueue = "IK5002";

    /// <summary>The detectors of an outage, earliest first; none without one.</summary>
    /// <param name="chosen">The outage.</param>
    /// <param name="runs">All schedules.</param>
    /// <param name="allowance">How much later than the flexible window a start may be without being late.</param>
    public static IReadOnlyList<Counterfactual> Of(ExplainedOutage? chosen, IReadOnlyList<ScheduleRuns> runs, Duration allowance) =>
        chosen is null ? [] : Of(chosen.Outage, runs, allowance);

    /// <summary>How much earlier than people it would have told.</summary>
    /// <param name="detected">When they noticed.</param>
    public Known<Duration> EarlierThan(Known<Instant> detected) =>
        !detected.IsKnown ? Known<Duration>.Unknown("the time of detection is unknown", "put milestones.detected into incident.yaml")
        : detected.Value > At ? Known<Duration>.Derived(detected.Value - At)
        : Known<Duration>.Unknown("it would not have told earlier", null);

    private static IReadOnlyList<Counterfactual> Of(Outage outage, IReadOnlyList<ScheduleRuns> runs, Duration allowance)
    {
        var byKey = runs.ToDictionary(r => r.History.Key);
        var all = new List<Counterfactual>();
        var lost = outage
            .Gaps.SelectMany(g => byKey[g.Schedule].NotRan.Where(r => r.FireTime >= g.Start && r.FireTime <= g.LastBad))
            .ToList();
        if (lost.Where(r => r.Layer == FailureLayer.Refused).Select(r => (Instant?)r.FireTime).Min() is { } refused)
            all.Add(new("an alarm on refused calls (TargetErrorCount)", refused + AlarmDelay, "one refused call in one minute", NoAlarm));
        if (outage.Gaps.Select(g => Absent(byKey[g.Schedule], g) + allowance).Min() is { } first)
            all.Add(
                new("an alarm on the absence of runs", first + AlarmDelay, "the first run is missed when its limit has passed", NoAlarm)
            );
        if (lost.Exists(r => r.Layer == FailureLayer.Refused))
        {
            var given = outage.Gaps.Min(g =>
                g.Start + (Target(byKey[g.Schedule], g) is { MaximumRetryAttempts: > 0 } target ? target.MaximumEventAge : Duration.Zero)
            );
            all.Add(
                new(
                    "a dead-letter queue with an alarm on its depth",
                    given + AlarmDelay,
                    "at the latest when the retry policy gives the first call up; at once for an error that is not retried",
                    NoQueue
                )
            );
        }

        return [.. all.OrderBy(c => c.At).ThenBy(c => c.Detector, StringComparer.Ordinal)];
    }

    /// <summary>When the limit of the first run that never came up has passed; null where all did, and failed then.</summary>
    private static Instant? Absent(ScheduleRuns runs, ExecutionGap gap) =>
        runs
            .NotRan.Where(r => r.IsBad && r.Layer != FailureLayer.FailedRunning && r.FireTime >= gap.Start && r.FireTime <= gap.LastBad)
            .Select(r => (Instant?)(r.FireTime + RunAnalysis.Precision + Flexible(runs, gap)))
            .FirstOrDefault();

    private static Duration Flexible(ScheduleRuns runs, ExecutionGap gap) =>
        (runs.History.At(gap.Start)?.Configuration ?? runs.History.Latest).FlexibleWindow;

    private static ScheduleTarget Target(ScheduleRuns runs, ExecutionGap gap) =>
        (runs.History.At(gap.Start)?.Configuration ?? runs.History.Latest).Target;
}
