using IncidentKit.Executions.Slots;

namespace IncidentKit.Executions.Matching;

/// <summary>
/// Finds slots of several schedules at one instant that had fewer runs than schedules, where no run is marked as one schedule's.
/// </summary>
internal static class Ties
{
    /// <summary>Takes away the runs of which it cannot be said whose they were.</summary>
    /// <param name="open">The places of the slots to which such runs were matched, by fire time.</param>
    /// <param name="slots">All slots.</param>
    /// <param name="executionOf">The execution of each slot, or <see cref="ExecutionMatcher.None"/>; changed in place.</param>
    /// <returns>The places of the slots whose runs were taken away, and of those they may have belonged to.</returns>
    public static HashSet<int> Settle(int[] open, Slot[] slots, int[] executionOf)
    {
        var unsettled = new HashSet<int>();
        for (int start = 0, end; start < open.Length; start = end)
        {
            end = start;
            while (end < open.Length && slots[open[end]].At == slots[open[start]].At)
                end++;
            var same = open[start..end];
            var ran = same.Count(i => executionOf[i] != ExecutionMatcher.None);
            if (ran == 0 || ran == same.Length)
                continue;
            foreach (var i in same)
                executionOf[i] = ExecutionMatcher.None;
            unsettled.UnionWith(same);
        }

        return unsettled;
    }
}
