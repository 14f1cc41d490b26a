using IncidentKit.Basics;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// At which step each missed or failed run was lost. What a target answered to that very run decides; else the counts that the Scheduler
/// keeps for a schedule group, and only where they leave no choice: as many errors in the minute as runs of the group that were lost in it,
/// or no attempt at all in a whole gap. Nothing is inferred from a finding.
/// </summary>
internal sealed class LayerAttribution
{
    private readonly TargetResponses _responses;
    private readonly RecordedResources _resources;
    private readonly Dictionary<(CallCounts Counts, Instant Minute), int> _lost = [];

    private LayerAttribution(IReadOnlyList<ScheduleRuns> runs, TargetResponses responses, RecordedResources resources)
    {
        (_responses, _resources) = (responses, resources);
        foreach (
            var key in from r in runs
            from run in r.NotRan
            where run.Verdict is RunVerdict.Missed or RunVerdict.Unknown
            select (CallCounts.Of(r.History.Key), WholeMinute.Of(run.FireTime))
        )
            _lost[key] = _lost.GetValueOrDefault(key) + 1;
    }

    /// <summary>The same runs with the layers of what was lost.</summary>
    public static IReadOnlyList<ScheduleRuns> Of(IReadOnlyList<ScheduleRuns> runs, TargetResponses responses, RecordedResources resources)
    {
        var attribution = new LayerAttribution(runs, responses, resources);
        return [.. runs.Select(attribution.Attribute)];
    }

    private ScheduleRuns Attribute(ScheduleRuns runs)
    {
        if (runs.Gaps.Count == 0)
            return runs;
        var responses = _responses.Of(runs.History.Key);
        var notRan = runs
            .NotRan.Select(r =>
                r.Verdict is RunVerdict.Missed or RunVerdict.Failed && r.Layer == FailureLayer.Undetermined
                    ? r with
                    {
                        Layer = FromResponse(r, responses) ?? FromMetrics(r, runs.History.Key),
                    }
                    : r
            )
            .ToArray();
        foreach (var gap in runs.Gaps)
            NoteSilence(gap, notRan, runs.History.Key);
        return runs with { NotRan = notRan, Gaps = [.. runs.Gaps.Select(g => g with { Layer = Common(g, notRan) })] };
    }

    /// <summary>The response to that run: the last one before the deadline of the next attempt, or the task that started then.</summary>
    private static FailureLayer? FromResponse(in ScheduledRun run, IReadOnlyList<TargetResponse> responses)
    {
        var first = responses.CountBefore(run.FireTime, static (r, fireTime) => r.At < fireTime);
        var until = Instant.Max(run.FireTime, run.StartedAt ?? run.FireTime) + RunAnalysis.Precision;
        var wasTask = run.Verdict == RunVerdict.Failed;
        for (var i = first; i < responses.Count && responses[i].At < until; i++)
        {
            if (wasTask == responses[i].Layer is FailureLayer.FailedToStart or FailureLayer.FailedRunning)
                return responses[i].Layer;
        }

        return null;
    }

    private FailureLayer FromMetrics(in ScheduledRun run, ScheduleKey key)
    {
        if (run.Verdict != RunVerdict.Missed)
            return FailureLayer.Undetermined;
        var counts = CallCounts.Of(key);
        var lost = _lost.GetValueOrDefault((counts, WholeMinute.Of(run.FireTime)));
        return Count(counts, counts.Errors, run.FireTime) >= lost ? FailureLayer.Refused : FailureLayer.Undetermined;
    }

    /// <summary>No attempt in any minute of a gap, by a metric that had some before: the Scheduler made no call.</summary>
    private void NoteSilence(ExecutionGap gap, ScheduledRun[] notRan, ScheduleKey key)
    {
        var counts = CallCounts.Of(key);
        if (
            _resources.Metric(counts.Region, counts.Namespace, counts.Attempts, counts.Value) is not { } attempts
            || !attempts.Points.Any(p => p.Value > 0 && p.Key < gap.Start)
        )
            return;
        var inGap = notRan
            .Index()
            .Where(r => r.Item.FireTime >= gap.Start && r.Item.FireTime <= gap.LastBad && r.Item.Verdict == RunVerdict.Missed)
            .ToList();
        if (!inGap.TrueForAll(r => r.Item.Layer == FailureLayer.Undetermined && attempts.At(r.Item.FireTime) == 0))
            return;
        foreach (var (i, run) in inGap)
            notRan[i] = run with { Layer = FailureLayer.NotInvoked };
    }

    private double? Count(CallCounts counts, string metric, Instant at) =>
        _resources.Metric(counts.Region, counts.Namespace, metric, counts.Value)?.At(at);

    /// <summary>The one layer that its runs show; undetermined where none or several do.</summary>
    private static FailureLayer Common(ExecutionGap gap, ScheduledRun[] notRan)
    {
        var layers = notRan
            .Where(r => r.FireTime >= gap.Start && r.FireTime <= gap.LastBad && r.Layer != FailureLayer.Undetermined)
            .Select(r => r.Layer)
            .Distinct()
            .Take(2)
            .ToList();
        return layers.Count == 1 ? layers[0] : FailureLayer.Undetermined;
    }
}
