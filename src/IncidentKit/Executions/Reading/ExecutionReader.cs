using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds the executions of all schedules in a bundle, source by source, and what silence proves.</summary>
internal static class ExecutionReader
{
    /// <summary>Reads the ledger. Each record is read once.</summary>
    public static ExecutionLedger Read(
        BundleReader bundle,
        IReadOnlyList<ScheduleHistory> histories,
        IReadOnlyList<TrailEvent> events,
        TargetStates states
    )
    {
        var groups = RecordedLogGroup.ReadAll(bundle);
        var parts = new LedgerParts(histories, new ScheduleIndex(histories, states));
        var described = DescribedTask.ReadAll(bundle);
        var tasks = new KnownTasks(parts);
        RunTaskCalls.Read(events, parts, tasks);
        DescribedTasks.Read(described, parts, tasks);
        var calls = TargetCalls.Read(bundle, parts, events);
        var streams = new LogStreams(parts, tasks);
        streams.Read(bundle);
        var machines = MachineRuns.Read(bundle, parts, states, events);
        var jobs = JobRuns.Read(bundle, parts, states, events);
        InvocationCounts.Read(bundle, parts, events);
        streams.NoteSilence(groups);
        RunTaskLedger.NoteSilence(bundle, events, parts);
        tasks.AddTo(parts.Found);
        CountedCalls.Read(bundle, parts);
        // The metric does not tell a group without events from one that is not there.
        List<RecordedActivity> activity = [.. RecordedActivity.ReadAll(bundle, groups).Where(a => a.Minutes.Count > 0)];
        var responses = TargetResponses.Read(bundle, histories, parts.Index, states, events, described, machines, jobs, calls);
        return Ledger(parts, tasks, described, activity, new LogWriters(histories, states), responses, streams.LastOutput, machines, jobs);
    }

    private static ExecutionLedger Ledger(
        LedgerParts parts,
        KnownTasks tasks,
        IReadOnlyList<DescribedTask> described,
        List<RecordedActivity> activity,
        LogWriters writers,
        TargetResponses responses,
        IReadOnlyDictionary<TaskKey, Instant> lastOutput,
        MachineRuns machines,
        JobRuns jobs
    )
    {
        var pool = ExecutionPools.Of(parts.Histories, parts.Index);
        var merged = Merge(parts.Found, pool);
        var ownLogs = OwnLogs(activity, pool, writers, parts);
        return new ExecutionLedger(
            Array.ConvertAll(merged, m => m.Executions),
            [.. parts.Silence.Select(s => s.ToArray())],
            pool,
            Array.ConvertAll(merged, m => m.StreamDelay),
            ownLogs,
            parts.Evidence,
            tasks.ManualRuns
        )
        {
            Tasks = described,
            Activity = activity,
            Writers = writers,
            Responses = responses,
            LastOutput = lastOutput,
            Listed = machines.Spans.Concat(jobs.Spans).Concat(parts.CountedSpans).ToDictionary(),
        };
    }

    /// <summary>The executions of each pool at its first schedule, none at the others. Empties <paramref name="found"/>.</summary>
    private static MergedExecutions[] Merge(List<Execution>[] found, int[] pool)
    {
        for (var i = 0; i < pool.Length; i++)
        {
            if (pool[i] != i)
                found[pool[i]].AddRange(found[i]);
        }

        var merged = new MergedExecutions[pool.Length];
        Parallel.For(
            0,
            pool.Length,
            i =>
            {
                merged[i] = pool[i] == i ? MergedExecutions.Of(found[i]) : new MergedExecutions([], null);
                found[i] = []; // The bulk of the memory: not to be held twice.
            }
        );
        return merged;
    }

    /// <summary>The logs that one schedule alone writes to, if its runs are not those of others too.</summary>
    private static ILookup<int, OwnLog> OwnLogs(List<RecordedActivity> activity, int[] pool, LogWriters writers, LedgerParts parts)
    {
        var shared = pool.CountBy(p => p).Where(p => p.Value > 1).Select(p => p.Key).ToHashSet();
        var own = new List<(int Schedule, OwnLog Log)>();
        foreach (var log in activity)
        {
            if (writers.SoleOf(log.Region, log.LogGroup) is not { } schedule || shared.Contains(pool[schedule]))
                continue;
            own.Add((schedule, new OwnLog(log, parts.AddEvidence(log.EvidenceIds))));
        }

        return own.ToLookup(o => o.Schedule, o => o.Log);
    }
}
