using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>Finds the executions of all schedules in a bundle: RunTask events, ECS tasks, log streams and Lambda invocation counts.</summary>
internal sealed class ExecutionReader
{
    /// <summary>A stream listing may be this late, or only the short lag once later streams have appeared. Source: facts §4.4.</summary>
    private static readonly Duration StreamLag = Duration.FromMinutes(60);
    private static readonly Duration StreamShortLag = Duration.FromMinutes(5);

    /// <summary>Metric points may be this late. Source: facts §3.1, best effort.</summary>
    private static readonly Duration MetricLag = Duration.FromMinutes(15);

    /// <summary>One-minute points are kept this long. Source: facts §3.4.</summary>
    private static readonly Duration MetricRetention = Duration.FromDays(15);

    private readonly BundleReader _bundle;
    private readonly IReadOnlyList<ScheduleHistory> _histories;
    private readonly ScheduleIndex _index;
    private readonly LogWriters _writers;
    private readonly List<string> _evidence = [];
    private readonly List<Execution>[] _found;
    private readonly List<AbsenceCoverage>[] _absence;
    private readonly Dictionary<TaskKey, KnownTask> _tasks = [];
    private readonly Dictionary<TaskKey, ManualRun> _manual = [];
    private readonly Dictionary<(string Region, string Group), StreamListing> _listings = [];
    private readonly IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> _logGroups;
    private readonly Dictionary<string, Instant> _latestStream = new(StringComparer.Ordinal);

    private ExecutionReader(BundleReader bundle, IReadOnlyList<ScheduleHistory> histories, ScheduleIndex index, LogWriters writers)
    {
        (_bundle, _histories, _index, _writers) = (bundle, histories, index, writers);
        _logGroups = RecordedLogGroup.ReadAll(bundle);
        _found = [.. histories.Select(_ => new List<Execution>())];
        _absence = [.. histories.Select(_ => new List<AbsenceCoverage>())];
    }

    /// <summary>Reads the ledger. Each record is read once; log streams, the bulk, without building objects for them.</summary>
    public static ExecutionLedger Read(
        BundleReader bundle,
        IReadOnlyList<ScheduleHistory> histories,
        IReadOnlyList<TrailEvent> events,
        TargetStates states
    )
    {
        var reader = new ExecutionReader(bundle, histories, new ScheduleIndex(histories, states), new LogWriters(histories, states));
        reader.ReadRunTasks(events);
        reader.ReadTasks();
        reader.ReadStreams();
        reader.ReadInvocations();
        reader.NoteSilence();
        return reader.Finish();
    }

    private sealed record KnownTask(IReadOnlyList<int> Schedules, Execution Execution);

    private sealed class StreamListing
    {
        public bool Ended { get; set; }
        public Instant? Oldest { get; set; }
        public Instant AskedAt { get; set; }
        public bool ByLastEvent { get; set; }
        public List<ListingPage> Pages { get; } = [];
    }

    private int EvidenceIndex(string id)
    {
        if (_evidence.Count == 0 || _evidence[^1] != id)
            _evidence.Add(id);
        return _evidence.Count - 1;
    }

    private void ReadRunTasks(IReadOnlyList<TrailEvent> events)
    {
        foreach (var call in events)
        {
            if (call.Name != ChangeEvents.RunTask.Name || call.ErrorCode is not null)
                continue;
            var family = call.Request.Text("taskDefinition") is { } definition ? TargetStates.Family(definition) : null;
            var startedBy = call.Request.Text("startedBy");
            var schedules = call.ByScheduler ? _index.ByStartedBy(call.Region, startedBy, family) : [];
            if (schedules.Count == 0 && family is not null)
                schedules = _index.ByFamily(call.Region, family);
            if (schedules.Count == 0)
                continue;
            foreach (var task in call.Response.Items("tasks"))
            {
                if (task.Text("taskArn") is not { } arn)
                    continue;
                Remember(
                    arn,
                    schedules,
                    new Execution
                    {
                        StartedAt = call.At,
                        Sources = ExecutionSources.RunTaskEvent,
                        ScheduledTime = ScheduledTime(schedules[0], call.Request.Member("overrides")),
                        Attempt = Attempt(schedules[0], call.Request.Member("overrides")),
                        Owner = call.ByScheduler && schedules.Count == 1 ? schedules[0] : null,
                        Manual = !call.ByScheduler,
                        Evidence = EvidenceIndex(call.EvidenceId),
                    },
                    call.ByScheduler ? null : call.By,
                    call.EvidenceId
                );
            }
        }
    }

    private void ReadTasks()
    {
        foreach (var record in _bundle.Records("ecs", "DescribeTasks"))
        {
            if (!record.Succeeded)
                continue;
            using var body = _bundle.ParseBody(record);
            foreach (var task in body.RootElement.Items("tasks"))
                ReadTask(task, record);
        }
    }

    private void ReadTask(JsonElement task, EvidenceRecord record)
    {
        var startedBy = task.Text("startedBy");
        if (task.Text("taskArn") is not { } arn || task.Text("taskDefinitionArn") is not { } definition || IsServiceTask(task, startedBy))
            return;
        var family = TargetStates.Family(definition);
        var byScheduler = startedBy is not null && ScheduleIndex.IsScheduler(startedBy);
        var schedules = byScheduler ? _index.ByStartedBy(record.Region, startedBy, family) : _index.ByFamily(record.Region, family);
        if (schedules.Count == 0 || (task.Time("createdAt") ?? task.Time("startedAt")) is not { } created)
            return;
        Remember(
            arn,
            schedules,
            new Execution
            {
                StartedAt = created,
                Sources = ExecutionSources.Task,
                ScheduledTime = ScheduledTime(schedules[0], task.Member("overrides")),
                Attempt = Attempt(schedules[0], task.Member("overrides")),
                Owner = byScheduler && schedules.Count == 1 ? schedules[0] : null,
                Outcome = Outcome(task),
                Manual = !byScheduler,
                Evidence = EvidenceIndex(record.Id),
            },
            by: null,
            record.Id
        );
    }

    private static bool IsServiceTask(JsonElement task, string? startedBy) =>
        startedBy?.StartsWith("ecs-svc/", StringComparison.Ordinal) == true
        || task.Text("group")?.StartsWith("service:", StringComparison.Ordinal) == true;

    private static ExecutionOutcome Outcome(JsonElement task)
    {
        if (task.Text("lastStatus") != "STOPPED")
            return ExecutionOutcome.Unknown;
        if (task.Text("stopCode") is "TaskFailedToStart" or "UserInitiated" or "SpotInterruption" or "TerminationNotice")
            return ExecutionOutcome.Failed;
        var codes = task.Items("containers").Select(c => c.Number("exitCode")).ToList();
        if (codes.Exists(c => c is not (null or 0)))
            return ExecutionOutcome.Failed;
        return codes.Count > 0 && codes.TrueForAll(c => c == 0) ? ExecutionOutcome.Succeeded : ExecutionOutcome.Unknown;
    }

    private void Remember(string taskArn, IReadOnlyList<int> schedules, Execution execution, string? by, string evidenceId)
    {
        var key = TaskKey.Of(taskArn.AsSpan(taskArn.LastIndexOf('/') + 1));
        execution = execution with { Task = key };
        if (_tasks.TryGetValue(key, out var known))
            execution = known.Execution.MergedWith(execution);
        _tasks[key] = new KnownTask(known?.Schedules ?? schedules, execution);
        if (execution.Manual && (!_manual.TryGetValue(key, out var earlier) || earlier.By is null))
            _manual[key] = new ManualRun(_histories[schedules[0]].Key, execution.StartedAt, by, key, evidenceId);
    }

    private Instant? ScheduledTime(int schedule, JsonElement? overrides) =>
        Context(schedule, overrides, "<aws.scheduler.scheduled-time>") is { } text
        && NodaTime.Text.OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time
            ? time.Value.ToInstant()
            : null;

    private byte? Attempt(int schedule, JsonElement? overrides) =>
        byte.TryParse(
            Context(schedule, overrides, "<aws.scheduler.attempt-number>"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var attempt
        )
            ? attempt
            : null;

    /// <summary>What the Scheduler wrote in place of a context attribute, where the schedule's Input puts one into an environment override.</summary>
    private string? Context(int schedule, JsonElement? overrides, string attribute)
    {
        if (
            overrides is not { } actual
            || _histories[schedule].Latest.Target.Input is not { } input
            || !input.Contains(attribute, StringComparison.Ordinal)
        )
            return null;
        try
        {
            using var template = JsonDocument.Parse(input);
            var names = Environment(template.RootElement)
                .Where(v => v.Value == attribute)
                .Select(v => v.Name)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var (name, value) in Environment(actual))
            {
                if (names.Contains(name))
                    return value;
            }
        }
        catch (JsonException)
        {
            // An Input that is not JSON carries no override.
        }

        return null;
    }

    private static IEnumerable<(string Name, string Value)> Environment(JsonElement overrides) =>
        from container in overrides.Items("containerOverrides")
        from variable in container.Items("environment")
        let name = variable.Text("name")
        let value = variable.Text("value")
        where name is not null && value is not null
        select (name, value);

    private void ReadStreams()
    {
        foreach (var record in ReadAhead.Of(_bundle.Records("logs", "DescribeLogStreams")))
        {
            if (!record.Succeeded || record.Parameters.Text("logGroupName") is not { } group)
                continue;
            if (!_listings.TryGetValue((record.Region, group), out var listing))
                _listings.Add((record.Region, group), listing = new StreamListing { AskedAt = record.RequestedAt });
            // A listing by prefix is silent about all other streams.
            var all = record.Parameters.Text("logStreamNamePrefix") is null;
            listing.ByLastEvent = all && record.Parameters.Text("orderBy") == "LastEventTime";
            if (record.RequestedAt < listing.AskedAt)
                listing.AskedAt = record.RequestedAt;
            listing.Ended |= !ReadPage(record, group, listing) && all;
        }
    }

    /// <summary>Reads one page of a group's streams; whether there is a next one.</summary>
    private bool ReadPage(EvidenceRecord record, string group, StreamListing listing)
    {
        var evidence = EvidenceIndex(record.Id);
        var page = new StreamPage(record.Body.Span);
        ReadOnlySpan<byte> names = default;
        IReadOnlyList<int> byNames = [];
        var latest = _latestStream.TryGetValue(record.Region, out var seen) ? seen : Instant.MinValue;
        var (from, to) = (Instant.MaxValue, Instant.MinValue);
        while (page.Next(out var stream))
        {
            if (stream.LastEvent is { } last && (listing.Oldest is not { } oldest || last < oldest))
                listing.Oldest = last;
            var taskAt = stream.Name.LastIndexOf((byte)'/');
            var containerAt = taskAt > 0 ? stream.Name[..taskAt].LastIndexOf((byte)'/') : -1;
            if (containerAt < 0 || (stream.FirstEvent ?? stream.Created) is not { } first)
                continue;
            // A creation after the first event is an emulator's or an import's, not the driver's.
            var start = stream.Created is { } created && created < first ? created : first;
            latest = Instant.Max(latest, start);
            (from, to) = (Instant.Min(from, start), Instant.Max(to, start));
            // The streams of a group are mostly of one prefix and container, so their schedules are looked up once for all of them.
            if (!stream.Name[..taskAt].SequenceEqual(names))
            {
                names = stream.Name[..taskAt];
                byNames = Schedules(
                    record.Region,
                    group,
                    Encoding.UTF8.GetString(names[..containerAt]),
                    Encoding.UTF8.GetString(names[(containerAt + 1)..])
                );
            }

            var task = TaskKey.Of(stream.Name[(taskAt + 1)..]);
            var schedules = _tasks.TryGetValue(task, out var known) ? known.Schedules : byNames;
            if (schedules.Count > 0)
                _found[schedules[0]]
                    .Add(
                        new Execution
                        {
                            StartedAt = start,
                            Task = task,
                            Sources = ExecutionSources.LogStream,
                            Evidence = evidence,
                        }
                    );
        }

        if (latest > Instant.MinValue)
            _latestStream[record.Region] = latest;
        listing.Pages.Add(from <= to ? new ListingPage(record.Id, from, to) : ListingPage.OfAllTime(record.Id));
        return page.HasNextToken;
    }

    private IReadOnlyList<int> Schedules(string region, string group, string prefix, string container) =>
        _index.ByStream(region, group, prefix, container) is { Count: > 0 } exact ? exact : _index.ByContainer(region, container);

    private void ReadInvocations()
    {
        foreach (var record in _bundle.Records("cloudwatch", "GetMetricData"))
        {
            if (!record.Succeeded)
                continue;
            var functions = record
                .Parameters.Items("MetricDataQueries")
                .Where(q => q.Member("MetricStat", "Metric")?.Text("MetricName") == "Invocations")
                .ToDictionary(q => q.Text("Id") ?? "", FunctionOf, StringComparer.Ordinal);
            if (functions.Count == 0)
                continue;
            using var body = _bundle.ParseBody(record);
            var paged = body.RootElement.Text("NextToken") is not null || record.Parameters.Text("NextToken") is not null;
            foreach (var result in body.RootElement.Items("MetricDataResults"))
            {
                var function = functions.GetValueOrDefault(result.Text("Id") ?? "");
                var schedules = function is null ? [] : _index.ByFunction(record.Region, function);
                if (schedules.Count == 0)
                    continue;
                AddInvocations(schedules[0], result, EvidenceIndex(record.Id));
                if (!paged && result.Text("StatusCode") == "Complete" && record.Parameters.Time("StartTime") is { } from)
                    AddMetricSilence(schedules, from, record);
            }
        }
    }

    private static string? FunctionOf(JsonElement query)
    {
        foreach (var dimension in query.Member("MetricStat", "Metric")?.Items("Dimensions") ?? [])
        {
            if (dimension.Text("Name") == "FunctionName")
                return dimension.Text("Value");
        }

        return null;
    }

    private void AddInvocations(int schedule, JsonElement result, int evidence)
    {
        // More invocations of one minute than this are other callers': a schedule fires at most once a minute.
        const int enough = 2;
        foreach (var (time, value) in result.Items("Timestamps").Zip(result.Items("Values")))
        {
            if (time.AsTime() is not { } minute || !value.TryGetDouble(out var count))
                continue;
            for (var i = 0; i < Math.Min((int)count, enough); i++)
                _found[schedule]
                    .Add(
                        new Execution
                        {
                            StartedAt = minute,
                            Sources = ExecutionSources.InvocationCount,
                            Evidence = evidence,
                        }
                    );
        }
    }

    private void AddMetricSilence(IReadOnlyList<int> schedules, Instant from, EvidenceRecord record)
    {
        var askedAt = record.RequestedAt;
        var kept = askedAt - MetricRetention;
        foreach (var schedule in schedules)
            _absence[schedule]
                .Add(
                    new AbsenceCoverage(
                        ExecutionSources.InvocationCount,
                        Instant.Max(from, kept),
                        askedAt,
                        MetricLag,
                        MetricLag,
                        null,
                        [ListingPage.OfAllTime(record.Id)]
                    )
                );
    }

    /// <summary>Silence of a log group counts where its listing reached back far enough, within retention, for a group older than the fire time.</summary>
    private void NoteSilence()
    {
        for (var i = 0; i < _histories.Count; i++)
        {
            var region = _histories[i].Key.Region;
            foreach (var group in _index.Containers[i].Select(c => c.LogGroup).Distinct(StringComparer.Ordinal))
            {
                if (!_listings.TryGetValue((region, group), out var listing) || !_logGroups.TryGetValue((region, group), out var facts))
                    continue;
                if (!listing.Ended && !listing.ByLastEvent)
                    continue;
                var from = facts.KeptSince(listing.AskedAt);
                if (!listing.Ended)
                    from = Instant.Max(from, (listing.Oldest ?? listing.AskedAt) + StreamLag);
                _absence[i]
                    .Add(
                        new AbsenceCoverage(
                            ExecutionSources.LogStream,
                            from,
                            listing.AskedAt,
                            StreamLag,
                            StreamShortLag,
                            _latestStream.TryGetValue(region, out var latest) ? latest : null,
                            [.. listing.Pages.OrderBy(p => p.EvidenceId, StringComparer.Ordinal)]
                        )
                    );
            }
        }
    }

    private ExecutionLedger Finish()
    {
        foreach (var (schedules, execution) in _tasks.Values)
            _found[schedules[0]].Add(execution);
        var pool = PoolAlike();
        var executions = new Execution[_histories.Count][];
        var delays = new Duration?[_histories.Count];
        for (var i = 0; i < executions.Length; i++)
        {
            if (pool[i] != i)
                _found[pool[i]].AddRange(_found[i]);
        }

        // The metric does not tell a group without events from one that is not there.
        List<RecordedActivity> activity = [.. RecordedActivity.ReadAll(_bundle, _logGroups).Where(a => a.Minutes.Count > 0)];
        Parallel.For(
            0,
            executions.Length,
            i =>
            {
                (executions[i], delays[i]) = pool[i] == i ? Merged(_found[i]) : ([], null);
                _found[i] = []; // The bulk of the memory: not to be held twice.
            }
        );
        return new ExecutionLedger(
            executions,
            [.. _absence.Select(a => a.ToArray())],
            pool,
            delays,
            OwnLogs(activity, pool),
            _evidence,
            [.. _manual.Values.OrderBy(m => m.At).ThenBy(m => m.Task)]
        )
        {
            Activity = activity,
            Writers = _writers,
        };
    }

    /// <summary>The logs that one schedule alone writes to, if its runs are not those of others too.</summary>
    private ILookup<int, OwnLog> OwnLogs(List<RecordedActivity> activity, int[] pool)
    {
        var shared = pool.CountBy(p => p).Where(p => p.Value > 1).Select(p => p.Key).ToHashSet();
        var own = new List<(int Schedule, OwnLog Log)>();
        foreach (var log in activity)
        {
            if (_writers.SoleOf(log.Region, log.LogGroup) is not { } schedule || shared.Contains(pool[schedule]))
                continue;
            own.Add((schedule, new OwnLog(log, _evidence.Count)));
            _evidence.AddRange(log.EvidenceIds);
        }

        return own.ToLookup(o => o.Schedule, o => o.Log);
    }

    /// <summary>Schedules that run the same containers into the same groups, or the same function, share their executions.</summary>
    private int[] PoolAlike()
    {
        var pool = new int[_histories.Count];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < pool.Length; i++)
        {
            var target = _histories[i].Latest.Target;
            var signs =
                target.Kind == TargetKind.Lambda
                    ? [TargetStates.FunctionName(target.Arn)]
                    : _index.Containers[i].Select(c => $"{c.LogGroup}\n{c.StreamPrefix}\n{c.Name}").Order(StringComparer.Ordinal).ToList();
            if (signs.Count == 0 && target.TaskDefinitionArn is { } definition)
                signs = [TargetStates.Family(definition)];
            var key = $"{_histories[i].Key.Region}\n{string.Join('\n', signs)}";
            pool[i] =
                signs.Count == 0 ? i
                : first.TryGetValue(key, out var earlier) ? earlier
                : first[key] = i;
        }

        return pool;
    }

    /// <summary>One execution a task, ordered by start, and the shortest delay of a stream behind its task's better-known start.</summary>
    private static (Execution[] Executions, Duration? StreamDelay) Merged(List<Execution> found)
    {
        found.Sort(static (a, b) => a.Task.CompareTo(b.Task));
        var all = CollectionsMarshal.AsSpan(found);
        var count = 0;
        Duration? shortest = null;
        foreach (ref readonly var execution in all)
        {
            if (count == 0 || execution.Task == default || all[count - 1].Task != execution.Task)
            {
                all[count++] = execution;
                continue;
            }

            ref var merged = ref all[count - 1];
            var other = merged;
            merged = other.MergedWith(execution);
            var apart =
                other.StartedAt > execution.StartedAt ? other.StartedAt - execution.StartedAt : execution.StartedAt - other.StartedAt;
            if (
                (other.Sources ^ execution.Sources).HasFlag(ExecutionSources.LogStream)
                && !merged.Manual
                && (shortest is null || apart < shortest)
            )
                shortest = apart;
        }

        all[..count].Sort(static (a, b) => a.StartedAt.CompareTo(b.StartedAt));
        return (all[..count].ToArray(), shortest);
    }
}
