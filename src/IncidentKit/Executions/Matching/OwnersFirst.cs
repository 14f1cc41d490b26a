using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;

namespace IncidentKit.Executions.Matching;

/// <summary>
/// Matches the executions of a pool: those that bear the mark of one schedule to the slots of that one, before any order is considered;
/// then those that may be of several to what is left.
/// </summary>
internal static class OwnersFirst
{
    /// <summary>Matches executions to slots.</summary>
    /// <param name="slots">The slots of all schedules of the pool, by fire time.</param>
    /// <param name="executions">The executions, by start.</param>
    /// <param name="executionOf">Receives for each slot the index of its execution, or <see cref="ExecutionMatcher.None"/>.</param>
    /// <param name="leftOver">Receives the indices of executions that belong to no slot.</param>
    /// <returns>The indices of the slots of which it cannot be said whose run they had.</returns>
    public static HashSet<int> Match(Slot[] slots, Execution[] executions, int[] executionOf, List<int> leftOver)
    {
        Array.Fill(executionOf, ExecutionMatcher.None);
        var owned = executions.Index().Where(e => e.Item.Owner is not null).ToLookup(e => e.Item.Owner!.Value, e => e.Index);
        foreach (var mine in owned)
            Match(
                [.. slots.Index().Where(s => s.Item.Schedule == mine.Key).Select(s => s.Index)],
                [.. mine],
                slots,
                executions,
                executionOf,
                leftOver
            );

        var rest = executions.Index().Where(e => e.Item.Owner is null).Select(e => e.Index).ToArray();
        var open = slots.Index().Where(s => executionOf[s.Index] == ExecutionMatcher.None).Select(s => s.Index).ToArray();
        Match(open, rest, slots, executions, executionOf, leftOver);
        return Ties.Settle(open, slots, executionOf);
    }

    private static void Match(int[] places, int[] runs, Slot[] slots, Execution[] executions, int[] executionOf, List<int> leftOver)
    {
        var found = new int[places.Length];
        var left = new List<int>();
        ExecutionMatcher.Match(Array.ConvertAll(places, i => slots[i].At), Array.ConvertAll(runs, i => executions[i]), found, left);
        for (var i = 0; i < places.Length; i++)
            executionOf[places[i]] = found[i] == ExecutionMatcher.None ? ExecutionMatcher.None : runs[found[i]];
        leftOver.AddRange(left.Select(i => runs[i]));
    }
}
