using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>Missed or failed runs of one schedule in a row, lost at the same step.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Layer">The step.</param>
/// <param name="First">The first fire time.</param>
/// <param name="Last">The last one, inclusive.</param>
/// <param name="Runs">How many.</param>
internal sealed record LostRuns(ScheduleKey Schedule, FailureLayer Layer, Instant First, Instant Last, int Runs)
{
    /// <summary>The lost runs of schedules, by schedule and time.</summary>
    public static IReadOnlyList<LostRuns> Of(IEnumerable<ScheduleRuns> schedules) => [.. schedules.SelectMany(Of)];

    /// <summary>Runs of another layer, and those that started, end a row.</summary>
    private static IEnumerable<LostRuns> Of(ScheduleRuns runs)
    {
        LostRuns? open = null;
        foreach (var run in runs.NotRan)
        {
            var lost = run.Verdict is RunVerdict.Missed or RunVerdict.Failed;
            if (
                open is not null
                && lost
                && open.Layer == run.Layer
                && runs.Gaps.Any(g => open.First >= g.Start && run.FireTime <= g.LastBad)
            )
            {
                open = open with { Last = run.FireTime, Runs = open.Runs + 1 };
                continue;
            }

            if (!lost && run.Verdict != RunVerdict.Late)
                continue;
            if (open is not null)
                yield return open;
            open = lost ? new LostRuns(runs.History.Key, run.Layer, run.FireTime, run.FireTime, 1) : null;
        }

        if (open is not null)
            yield return open;
    }
}
