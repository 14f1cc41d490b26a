using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Takes lost runs for which people say that they were meant not to happen out
/// of what is lost. What ran all the same ran, and what is unknown stays so.
/// </summary>
internal static class IntendedRuns
{
    /// <summary>The times for which a schedule was meant not to run, in order.</summary>
    public static IReadOnlyList<Interval> Of(ScheduleKey schedule, IReadOnlyList<IntendedPause> pauses) =>
        [.. pauses.Where(p => schedule.IsNamed(p.Schedule)).Select(p => p.Span).OrderBy(s => s.Start)];

    /// <summary>Marks the lost runs of one schedule in these times.</summary>
    public static void Mark(PoolMember schedule, SlotRuns runs, IReadOnlyList<Interval> spans)
    {
        if (spans.Count == 0)
            return;
        foreach (var i in schedule.Slots)
        {
            var run = runs.Run(i);
            if (run.IsBad && spans.Any(s => s.Contains(run.FireTime)))
                runs.MakeIntended(i);
        }
    }
}
