using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Takes out single runs between missed ones that nothing shows to be the Scheduler's. Such a run may have been started by hand: it is
/// extra, and its fire time unknown, so that it does not split a gap.
/// </summary>
internal static class UnprovedRuns
{
    /// <summary>How many a notice names.</summary>
    private const int Named = 5;

    /// <summary>Takes out those of one schedule, inside the window only; adds them to its extra runs, and a notice of them.</summary>
    public static void TakeOut(PoolMember schedule, SlotRuns runs, Interval window)
    {
        if (!schedule.Slots.Exists(i => runs.Run(i).Verdict == RunVerdict.Missed))
            return;
        var mine = schedule.Slots.Where(i => !runs.Slot(i).Optional && window.Contains(runs.Slot(i).At)).ToArray();
        var unproved = new List<Instant>();
        for (var m = 1; m + 1 < mine.Length; m++)
        {
            var i = mine[m];
            if (
                !runs.HasExecution(i)
                || runs.Run(mine[m - 1]).Verdict != RunVerdict.Missed
                || runs.Run(mine[m + 1]).Verdict != RunVerdict.Missed
                || runs.Execution(i).Proved
            )
                continue;
            unproved.Add(runs.Execution(i).StartedAt);
            runs.MakeUnknown(i);
        }

        schedule.Extra += unproved.Count;
        if (unproved.Count > 0)
            schedule.Notices.Add(Notice(unproved));
    }

    private static string Notice(List<Instant> unproved)
    {
        var rest = unproved.Count > Named ? ", …" : "";
        return "Single runs between missed ones that nothing shows to be the Scheduler's "
            + "are counted as extra, their fire times as unknown: "
            + $"{string.Join(", ", unproved.Take(Named).Select(InstantText.ToIso))}{rest}.";
    }
}
