using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Matching;

/// <summary>
/// Moves the starts that only a log stream shows. A stream shows when the container came up; its run started earlier by the schedule's
/// usual delay, which is the shortest one seen.
/// </summary>
internal static class StreamStarts
{
    /// <summary>Takes the usual delay off, and puts the executions in order of start again.</summary>
    /// <param name="executions">Executions by start.</param>
    /// <param name="fireTimes">Fire times in order: the delay against the latest one is used where none is known.</param>
    /// <param name="known">The delay against the RunTask call, where runs show both; otherwise null.</param>
    /// <returns>The delay.</returns>
    public static StreamDelay TakeOffDelay(Execution[] executions, ReadOnlySpan<Instant> fireTimes, Duration? known)
    {
        var delay = known ?? ShortestDelay(executions, fireTimes);
        if (delay <= Duration.Zero)
            return new StreamDelay(Duration.Zero, known is not null);
        for (var i = 0; i < executions.Length; i++)
        {
            if (executions[i].Sources == ExecutionSources.LogStream)
                executions[i] = executions[i] with { StartedAt = executions[i].StartedAt - delay };
        }

        Execution.SortByStart(executions);
        return new StreamDelay(delay, known is not null);
    }

    private static Duration ShortestDelay(Execution[] executions, ReadOnlySpan<Instant> fireTimes)
    {
        Duration? shortest = null;
        var slot = -1;
        foreach (var execution in executions)
        {
            while (slot + 1 < fireTimes.Length && fireTimes[slot + 1] <= execution.StartedAt)
                slot++;
            if (slot < 0 || execution.Manual || execution.Sources != ExecutionSources.LogStream)
                continue;
            var delay = execution.StartedAt - fireTimes[slot];
            if (shortest is null || delay < shortest)
                shortest = delay;
        }

        return shortest ?? Duration.Zero;
    }
}
