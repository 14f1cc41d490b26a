using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Diagnosis.Causes;

/// <summary>
/// What a metric of the target itself tells of lost runs: it counts errors, or calls that were held back, in the minutes of those runs.
/// Where it counts in the minute of every lost run of a gap, and not in that of the last good one, it is the target's answer to them.
/// </summary>
internal static class TargetMetric
{
    /// <summary>A call is made up to a minute after its fire time, so that it is counted in that minute or in the next.</summary>
    private static readonly Duration Counted = Duration.FromMinutes(2);

    /// <summary>So many runs in such minutes are no coincidence.</summary>
    private const int Enough = 2;

    /// <summary>One fault for each gap of whose lost runs the metric tells.</summary>
    /// <param name="context">The evidence.</param>
    /// <param name="metric">The metric of a target; null where it has none.</param>
    /// <param name="verdict">What became of the runs that it tells of.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What it tells: of how many of how many lost runs of a function.</param>
    /// <param name="counted">How long after a fire time its run may be counted; two minutes unless told.</param>
    public static IEnumerable<ScheduleFault> Faults(
        DiagnosisContext context,
        Func<ScheduleTarget, InvocationMetric?> metric,
        RunVerdict verdict,
        string expected,
        Func<string, int, int, string> found,
        Duration? counted = null
    )
    {
        foreach (var runs in context.Runs)
        {
            if (
                metric(runs.History.Latest.Target) is not { } asked
                || context.Resources.Metric(runs.History.Key.Region, asked.Namespace, asked.Name, asked.Value) is not { } series
            )
                continue;
            var shared = context.Runs.Any(r => r != runs && metric(r.History.Latest.Target) == asked);
            // What was off made no calls: the metric counts others' then.
            foreach (var gap in runs.Gaps.Where(g => g.Layer != FailureLayer.NotScheduled))
            {
                var lost = runs.NotRan.Where(r => r.FireTime >= gap.Start && r.FireTime <= gap.LastBad && r.Verdict == verdict).ToList();
                var told = lost.Count(r => Counts(series, r.FireTime, counted ?? Counted));
                if (told == 0)
                    continue;
                var isAnswer =
                    told >= Enough
                    && told == lost.Count
                    && !shared
                    && !(gap.LastGood is { } good && Counts(series, good, counted ?? Counted));
                yield return new ScheduleFault
                {
                    Runs = runs,
                    Gap = gap,
                    Expected = expected,
                    Found = found(asked.Value, told, lost.Count),
                    Certainty = isAnswer ? Certainty.Confirmed : Certainty.Supported,
                    Since = gap.Start,
                    EvidenceIds = series.EvidenceIds,
                };
            }
        }
    }

    private static bool Counts(MetricSeries series, Instant fireTime, Duration counted)
    {
        for (var at = fireTime; at < fireTime + counted; at += Duration.FromMinutes(1))
        {
            if (series.At(at) > 0)
                return true;
        }

        return false;
    }
}
