using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;

namespace IncidentKit.Executions.Matching;

/// <summary>Settles which of several schedules that fire at one instant had the runs of it, where there are fewer runs than schedules.</summary>
internal static class Ties
{
    /// <summary>Gives each run to the schedule whose mark it bears, and takes away those of which that cannot be said.</summary>
    /// <param name="slots">The slots, by fire time.</param>
    /// <param name="executions">The executions.</param>
    /// <param name="executionOf">The execution of each slot, or <see cref="ExecutionMatcher.None"/>; changed in place.</param>
    /// <returns>The indices of the slots whose runs were taken away, and of those they may have belonged to.</returns>
    public static HashSet<int> Settle(List<Slot> slots, Execution[] executions, Span<int> executionOf)
    {
        var unsettled = new HashSet<int>();
        for (int start = 0, end; start < slots.Count; start = end)
        {
            end = start;
            while (end < slots.Count && slots[end].At == slots[start].At)
                end++;
            var same = executionOf[start..end];
            var ran = same.ToArray().Where(e => e != ExecutionMatcher.None).ToList();
            if (ran.Count == 0 || ran.Count == same.Length)
                continue;
            same.Fill(ExecutionMatcher.None);
            var (first, count) = (start, same.Length);
            var owners = ran.ConvertAll(e => slots.FindIndex(first, count, s => s.Schedule == executions[e].Owner));
            if (owners.Contains(-1) || owners.Distinct().Count() < owners.Count)
            {
                unsettled.UnionWith(Enumerable.Range(start, count));
                continue;
            }

            foreach (var (owner, execution) in owners.Zip(ran))
                executionOf[owner] = execution;
        }

        return unsettled;
    }
}
