using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Matching;

/// <summary>
/// Which execution belongs to which fire time: one to one, order kept. By default an execution belongs to the latest fire time at or
/// before its start; where two would share one, the earlier moves one fire time back, as do those before it, if that reaches an empty one.
/// A run that says it is a retry takes what is left: the latest empty fire time at or before its start, however long ago.
/// </summary>
internal static class ExecutionMatcher
{
    /// <summary>A start this much before the fire time is accepted: clocks of two services differ.</summary>
    public static readonly Duration Skew = Duration.FromSeconds(2);

    /// <summary>
    /// How many runs may move one fire time back to make room for one more. A longer chain would explain a duplicate now by a miss long
    /// ago; then the duplicate is left over instead.
    /// </summary>
    public const int LongestShift = 10;

    /// <summary>No execution, or no fire time.</summary>
    public const int None = -1;

    /// <summary>
    /// Matches executions, ordered by start, to fire times in order. An execution that carries its own scheduled time belongs to that one
    /// and no other.
    /// </summary>
    /// <param name="fireTimes">Fire times in ascending order.</param>
    /// <param name="executions">Executions in ascending order of start; manual ones are never matched.</param>
    /// <param name="executionOf">
    /// Receives for each fire time the index of its execution, or <see cref="None"/>; as long as <paramref name="fireTimes"/>.
    /// </param>
    /// <param name="leftOver">Receives the indices of executions that belong to no fire time though one was at or before them.</param>
    public static void Match(
        ReadOnlySpan<Instant> fireTimes,
        ReadOnlySpan<Execution> executions,
        Span<int> executionOf,
        ICollection<int> leftOver
    )
    {
        executionOf.Fill(None);
        MatchExact(fireTimes, executions, executionOf, leftOver);
        var slot = None;
        var movedBefore = 0;
        for (var i = 0; i < executions.Length; i++)
        {
            ref readonly var run = ref executions[i];
            if (run.Manual || run.ScheduledTime is not null || run.Attempt > 1)
                continue;
            while (slot + 1 < fireTimes.Length && fireTimes[slot + 1] - Skew <= run.StartedAt)
                slot++;
            if (slot == None)
                continue;
            var open = slot;
            // Several schedules may fire at one instant.
            while (open > 0 && executionOf[open] != None && fireTimes[open - 1] == fireTimes[slot])
                open--;
            if (executionOf[open] == None)
                executionOf[open] = i;
            else if (!MakeRoom(executionOf, executions, slot, i, ref movedBefore))
                leftOver.Add(i);
        }

        MatchRetries(fireTimes, executions, executionOf, leftOver);
    }

    /// <summary>The index of the latest fire time at or before an instant; <see cref="None"/> where all are later.</summary>
    public static int LatestAtOrBefore(ReadOnlySpan<Instant> fireTimes, Instant instant)
    {
        var slot = fireTimes.BinarySearch(instant);
        return slot < 0 ? ~slot - 1 : slot;
    }

    private static void MatchRetries(
        ReadOnlySpan<Instant> fireTimes,
        ReadOnlySpan<Execution> executions,
        Span<int> executionOf,
        ICollection<int> leftOver
    )
    {
        for (var i = 0; i < executions.Length; i++)
        {
            if (executions[i].Manual || executions[i].ScheduledTime is not null || executions[i].Attempt is not > 1)
                continue;
            var slot = LatestAtOrBefore(fireTimes, executions[i].StartedAt + Skew);
            var due = slot == None ? None : executionOf[..(slot + 1)].LastIndexOf(None);
            if (due != None)
                executionOf[due] = i;
            else if (slot != None)
                leftOver.Add(i);
        }
    }

    private static void MatchExact(
        ReadOnlySpan<Instant> fireTimes,
        ReadOnlySpan<Execution> executions,
        Span<int> executionOf,
        ICollection<int> leftOver
    )
    {
        for (var i = 0; i < executions.Length; i++)
        {
            if (executions[i].Manual || executions[i].ScheduledTime is not { } due)
                continue;
            var slot = fireTimes.BinarySearch(due);
            if (slot < 0)
                continue;
            if (executionOf[slot] == None)
                executionOf[slot] = i;
            else
                leftOver.Add(i);
        }
    }

    /// <summary>
    /// Moves the runs from <paramref name="slot"/> back one fire time each, into the nearest empty one, and gives the slot to the newcomer.
    /// Not past <paramref name="movedBefore"/>: a run moves once only, so none is late by more than one period; nor past an exact match.
    /// </summary>
    private static bool MakeRoom(Span<int> executionOf, ReadOnlySpan<Execution> executions, int slot, int newcomer, ref int movedBefore)
    {
        var empty = slot;
        while (executionOf[empty] != None)
        {
            if (empty <= movedBefore || slot - empty == LongestShift || executions[executionOf[empty]].ScheduledTime is not null)
                return false;
            empty--;
        }

        executionOf[(empty + 1)..(slot + 1)].CopyTo(executionOf[empty..]);
        executionOf[slot] = newcomer;
        movedBefore = slot;
        return true;
    }
}
