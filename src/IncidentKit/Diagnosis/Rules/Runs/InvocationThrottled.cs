using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Recorded;
using IncidentKit.Schedules;

namespace IncidentKit.Diagnosis.Rules.Runs;

/// <summary>
/// IK4008: the target, its API or the Scheduler itself held calls back. The Scheduler's metrics are of a whole schedule group, so they
/// support it for one schedule; an answer to its own call, or its function's own metric, confirms it. Source: facts §3.1, §7 row 23.
/// </summary>
internal sealed class InvocationThrottled : IFindingRule
{
    private static readonly string[] OfRules = ["ThrottledRules"];
    private static readonly string[] Counts = ["TargetErrorThrottledCount", "InvocationThrottleCount"];

    /// <inheritdoc/>
    public string Id => "IK4008";

    /// <inheritdoc/>
    public string Name => "invocation-throttled";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [EvidenceSource.SchedulerMetrics];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) =>
        layer is FailureLayer.Undetermined or FailureLayer.Refused or FailureLayer.NotInvoked;

    /// <inheritdoc/>
    public FailingChain Chain { get; } = new();

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context)
    {
        var answered = new ResponseFault
        {
            Chain = Chain,
            Rule = Id,
            Expected = "calls within the rate",
        }
            .Find(context)
            .ToList();
        var known = answered.Select(f => f.Runs.History.Key).ToHashSet();
        return ScheduleFault.Summarise(
            this,
            answered
                .Concat(HeldBack(context))
                .Concat(context.Runs.Where(r => !known.Contains(r.History.Key)).Select(r => ByMetrics(context, r)).OfType<ScheduleFault>()),
            "Spread the schedules over minutes, give them a flexible time window, reserve concurrency, or ask for a higher quota."
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Spread schedules over minutes, or give them a flexible time window", ActionPriority.Medium)];

    /// <summary>Missed runs in minutes in which their function was throttled: its concurrency, or the account's, was used up.</summary>
    private static IEnumerable<ScheduleFault> HeldBack(DiagnosisContext context)
    {
        var stopped = InvocationFailed.Stopped(context).Select(f => f.Runs.History.Key).ToHashSet();
        return TargetMetric
            .Faults(
                context,
                t => t.ThrottleMetric,
                RunVerdict.Missed,
                "calls within the concurrency",
                (name, told, lost) => $"{name} was throttled in the minutes of {told} of {lost} lost runs"
            )
            .Where(f => !stopped.Contains(f.Runs.History.Key));
    }

    /// <summary>
    /// Missed or late runs in minutes in which the group's calls were throttled. Nothing else is known to have been answered then.
    /// </summary>
    private static ScheduleFault? ByMetrics(DiagnosisContext context, ScheduleRuns runs)
    {
        var key = runs.History.Key;
        if (context.Responses.Of(key).Count > 0)
            return null;
        var counts = CallCounts.Of(key);
        var series = (key.IsRule ? OfRules : Counts)
            .Select(name => context.Resources.Metric(key.Region, counts.Namespace, name, counts.Value))
            .OfType<MetricSeries>()
            .ToList();
        if (series.TrueForAll(s => s.Points.Count == 0))
            return null;
        var throttled = runs
            .NotRan.Where(r => r.Verdict is RunVerdict.Missed or RunVerdict.Late && series.Exists(s => s.At(r.FireTime) > 0))
            .Select(r => r.FireTime)
            .ToList();
        if (throttled.Count == 0)
            return null;
        var gap = runs.Gaps.FirstOrDefault(g => throttled.Exists(t => t >= g.Start && t <= g.LastBad));
        return new ScheduleFault
        {
            Runs = runs,
            Gap = gap,
            Expected = "calls within the rate",
            Found = $"throttled calls of {counts.Words} in the minutes of its late or missed runs",
            Certainty = Certainty.Supported,
            Since = throttled[0],
            EvidenceIds = [.. series.SelectMany(s => s.EvidenceIds).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }
}
