using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws;

/// <summary>Records the sources of one region, the perishable ones first.</summary>
/// <param name="request">What to record.</param>
/// <param name="region">The region.</param>
/// <param name="suffix">What is added to the names of sources, <c>[us-east-1]</c>; empty when only one region is recorded.</param>
/// <param name="now">When the recording began: the end of what can be asked.</param>
/// <param name="calls">Where calls go.</param>
/// <param name="plan">The plan that is being made; null when it is not a plan.</param>
sealed class RegionRecorder(CollectionRequest request, string region, string suffix, Instant now, CallRecorder calls, CallPlan? plan)
{
    /// <summary>ECS keeps stopped tasks for at least an hour (ECS API reference, DescribeTasks).</summary>
    static readonly Duration StoppedTasksKept = Duration.FromHours(1);

    /// <summary>CloudTrail keeps events for 90 days (CloudTrail user guide, "Working with CloudTrail Event history").</summary>
    static readonly Duration EventsKept = Duration.FromDays(90);

    /// <summary>CloudWatch keeps one-minute points for 15 days (CloudWatch user guide, "Metrics retention").</summary>
    static readonly Duration MinutePointsKept = Duration.FromDays(15);

    static readonly Duration ChangesBefore = Duration.FromDays(30);
    static readonly Duration AfterWindow = Duration.FromMinutes(10);

    /// <summary>lastEventTimestamp may be an hour behind (CloudWatch Logs API reference, LogStream).</summary>
    static readonly Duration StreamTimesLag = Duration.FromHours(1);

    /// <summary>The changes that a schedule or its target may suffer. Lambda's events carry the API's date.</summary>
    static readonly string[] ChangeEvents =
    [
        "CreateSchedule",
        "UpdateSchedule",
        "DeleteSchedule",
        "DeleteScheduleGroup",
        "CreateCluster",
        "DeleteCluster",
        "DeregisterTaskDefinition",
        "DeleteTaskDefinitions",
        "DeleteFunction20150331",
    ];

    const int MaxPrincipals = 20;
    const int PagesOfPrincipal = 2;

    readonly SourceLedger _tasks = new("ecs.tasks" + suffix)
    {
        From = now - StoppedTasksKept,
        To = now,
        SkipReason = "no cluster is known",
    };
    readonly SourceLedger _clusters = new("ecs.clusters" + suffix);
    readonly SourceLedger _taskDefinitions = new("ecs.taskDefinitions" + suffix) { SkipReason = "no target names a task definition" };
    readonly SourceLedger _scheduler = new("scheduler" + suffix);
    readonly SourceLedger _groups = new("logs.groups" + suffix) { SkipReason = "no target names a log group" };
    readonly SourceLedger _streams = new("logs.streams" + suffix) { SkipReason = "no log group is known" };
    readonly SourceLedger _activity = new("logs.activity" + suffix) { SkipReason = "not asked for: give --log-activity" };
    readonly SourceLedger _changes = new("cloudtrail.changes" + suffix);
    readonly SourceLedger _runTask = new("cloudtrail.runTask" + suffix);
    readonly SourceLedger _principals = new("cloudtrail.principals" + suffix) { SkipReason = "no recorded change names a principal" };
    readonly SourceLedger _functions = new("lambda.functions" + suffix) { SkipReason = "no target is a Lambda function" };
    readonly SourceLedger _invocations = new("lambda.invocations" + suffix) { SkipReason = "no target is a Lambda function" };

    Instant Start => request.Window.Start;
    Instant End => Instant.Min(request.Window.End, now);
    Instant RunsEnd => Instant.Min(request.Window.End + AfterWindow, now);

    public IReadOnlyList<SourceLedger> Ledgers =>
        [_tasks, _clusters, _taskDefinitions, _scheduler, _groups, _streams, _activity, _changes, _runTask, _principals, _functions, _invocations];

    public async Task RecordAsync(CancellationToken ct)
    {
        var clusters = await TextsAsync(_clusters, AwsOperation.ListClusters, [], ct);
        await Task.WhenAll(clusters.Select(cluster => TasksAsync(cluster, ct)));
        var targets = new Targets(region, Start);
        foreach (var schedule in await SchedulesAsync(ct))
            targets.AddSchedule(schedule);
        if (_scheduler.ToCoverage() is { Status: not CoverageStatus.Complete } unread)
            foreach (var ledger in Ledgers)
                ledger.SkipReason = $"the schedules are not all known ({unread.Reason})";
        var changes = await ChangesAsync(ct);
        foreach (var change in changes)
            targets.AddChange(change.Event);
        await Task.WhenAll(
            ClustersAsync(clusters, targets.Clusters, ct),
            LogsAsync(targets, ct),
            RunTasksAsync(targets.LongestLookBack, ct),
            PrincipalsAsync(
                changes.Select(change => change.Principal).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList(),
                ct
            ),
            FunctionsAsync(targets.Functions.Keys, ct),
            InvocationsAsync(targets.Functions, ct)
        );
    }

    // ------------------------------------------------------------ ECS

    async Task TasksAsync(string cluster, CancellationToken ct)
    {
        foreach (var status in (string[])["STOPPED", "RUNNING"])
        {
            var tasks = await TextsAsync(_tasks, AwsOperation.ListTasks, new() { ["cluster"] = cluster, ["desiredStatus"] = status }, ct);
            foreach (var some in tasks.Order(StringComparer.Ordinal).Chunk(100))
                await CallAsync(_tasks, AwsOperation.DescribeTasks, new() { ["cluster"] = cluster, ["tasks"] = ArrayOf(some) }, ct);
        }
    }

    async Task ClustersAsync(IReadOnlyList<string> listed, IReadOnlyCollection<string> named, CancellationToken ct)
    {
        // A change may name by its bare name a cluster that a listing or a schedule names by its ARN.
        var arns = listed.Concat(named.Where(IsArn)).ToHashSet(StringComparer.Ordinal);
        var bare = named.Where(name => !IsArn(name) && !arns.Any(arn => arn.EndsWith("/" + name, StringComparison.Ordinal)));
        foreach (var some in arns.Concat(bare).Order(StringComparer.Ordinal).Chunk(100))
            await CallAsync(_clusters, AwsOperation.DescribeClusters, new() { ["clusters"] = ArrayOf(some) }, ct);
    }

    static bool IsArn(string name) => name.StartsWith("arn:", StringComparison.Ordinal);

    // ------------------------------------------------------------ Scheduler

    async Task<IReadOnlyList<JsonElement>> SchedulesAsync(CancellationToken ct)
    {
        var names = new ConcurrentBag<(string Group, string Name)>();
        var groups = (await ItemsAsync(_scheduler, AwsOperation.ListScheduleGroups, [], ct))
            .Select(group => group.Text("Name"))
            .OfType<string>()
            .Distinct();
        await Task.WhenAll(
            groups.Select(async group =>
            {
                foreach (var schedule in await ItemsAsync(_scheduler, AwsOperation.ListSchedules, new() { ["GroupName"] = group }, ct))
                    if (schedule.Text("Name") is { } name)
                        names.Add((group, name));
            })
        );
        var schedules = await Task.WhenAll(
            names
                .Distinct()
                .Select(schedule =>
                    CallAsync(_scheduler, AwsOperation.GetSchedule, new() { ["GroupName"] = schedule.Group, ["Name"] = schedule.Name }, ct)
                )
        );
        return [.. schedules.Where(call => call.Succeeded).Select(call => call.Body)];
    }

    // ------------------------------------------------------------ CloudTrail

    async Task<IReadOnlyList<(JsonElement Event, string? Principal)>> ChangesAsync(CancellationToken ct)
    {
        var from = Instant.Max(Start - ChangesBefore, now - EventsKept);
        (_changes.From, _changes.To) = (from, now);
        var events = await Task.WhenAll(
            ChangeEvents.Select(name => ItemsAsync(_changes, AwsOperation.LookupEvents, Lookup("EventName", name, from, now), ct))
        );
        return [.. events.SelectMany(list => list).Select(item => (Detail(item), PrincipalOf(item)))];
    }

    async Task RunTasksAsync(Duration lookBack, CancellationToken ct)
    {
        var from = Instant.Max(Start - lookBack, now - EventsKept);
        var (read, pages, oldest) = (0, 0, RunsEnd);
        (_runTask.From, _runTask.To) = (from, RunsEnd);
        if (from >= RunsEnd)
            return;
        await foreach (
            var page in calls.PagesAsync(_runTask, AwsOperation.LookupEvents, region, Lookup("EventName", "RunTask", from, RunsEnd), ct)
        )
        {
            read++;
            oldest = page.Items("Events").Select(item => item.Time("EventTime")).OfType<Instant>().Append(oldest).Min();
            if (string.IsNullOrEmpty(page.Text("NextToken")))
                return;
            // Events come newest first: the pages so far covered [oldest, end), and the rest is taken to be as dense.
            var covered = Math.Max(1, (RunsEnd - oldest).TotalSeconds);
            pages = (int)Math.Ceiling(read * (RunsEnd - from).TotalSeconds / covered);
            if ((read == 1 && pages > request.RunTaskCalls) || read >= request.RunTaskCalls)
            {
                _runTask.From = oldest;
                _runTask.Limit(
                    $"over the call budget: about {pages} pages of RunTask events, {request.RunTaskCalls} allowed; raise --run-task-calls"
                );
                return;
            }
        }
    }

    async Task PrincipalsAsync(List<string> names, CancellationToken ct)
    {
        if (Start >= End)
            return;
        (_principals.From, _principals.To) = (Start, End);
        if (names.Count > MaxPrincipals)
            _principals.Limit($"{names.Count} principals made changes, the first {MaxPrincipals} were looked up");
        await Task.WhenAll(
            names
                .Take(MaxPrincipals)
                .Select(async name =>
                {
                    var read = 0;
                    await foreach (
                        var page in calls.PagesAsync(
                            _principals,
                            AwsOperation.LookupEvents,
                            region,
                            Lookup("Username", name, Start, End),
                            ct
                        )
                    )
                    {
                        if (++read < PagesOfPrincipal || string.IsNullOrEmpty(page.Text("NextToken")))
                            continue;
                        _principals.Limit($"more than {50 * PagesOfPrincipal} events of {name} in the window, the newest were looked at");
                        break;
                    }
                })
        );
    }

    static JsonObject Lookup(string key, string value, Instant from, Instant to) =>
        new()
        {
            ["LookupAttributes"] = new JsonArray(new JsonObject { ["AttributeKey"] = key, ["AttributeValue"] = value }),
            ["StartTime"] = from.ToUnixTimeSeconds(),
            ["EndTime"] = to.ToUnixTimeSeconds(),
            ["MaxResults"] = 50,
        };

    /// <summary>The event itself, which LookupEvents gives as text inside its row.</summary>
    static JsonElement Detail(JsonElement row)
    {
        try
        {
            return row.Text("CloudTrailEvent") is { } text ? JsonElement.Parse(text) : row;
        }
        catch (JsonException)
        {
            return row;
        }
    }

    /// <summary>The user or session name, unless an AWS service acted.</summary>
    static string? PrincipalOf(JsonElement row) =>
        Detail(row).Member("userIdentity") is { } identity
        && (identity.Text("invokedBy") is not null || identity.Text("type") == "AWSService")
            ? null
        : row.Text("Username") is { Length: > 0 } name ? name
        : null;

    // ------------------------------------------------------------ Logs

    async Task LogsAsync(Targets targets, CancellationToken ct)
    {
        var groups = new ConcurrentDictionary<string, Duration>();
        void Add(string group, Duration lookBack) => groups.AddOrUpdate(group, lookBack, (_, known) => Duration.Max(known, lookBack));
        await Task.WhenAll(
            targets.TaskDefinitions.Select(async definition =>
            {
                var answer = await CallAsync(
                    _taskDefinitions,
                    AwsOperation.DescribeTaskDefinition,
                    new() { ["taskDefinition"] = definition.Key },
                    ct
                );
                foreach (var group in LogGroupsOf(answer.Body))
                    Add(group, definition.Value);
            })
        );
        foreach (var (name, lookBack) in targets.Functions)
            Add($"/aws/lambda/{name}", lookBack);
        foreach (var group in request.LogGroups)
            Add(group, targets.LongestLookBack);
        if (groups.IsEmpty)
            return;

        (_streams.From, _streams.To) = (Start - groups.Values.Min(), now);
        var described = new ConcurrentDictionary<string, JsonElement>();
        await Task.WhenAll(
            groups.Select(async group =>
            {
                var named = new JsonObject { ["logGroupNamePrefix"] = group.Key, ["limit"] = 50 };
                foreach (var row in await ItemsAsync(_groups, AwsOperation.DescribeLogGroups, named, ct))
                    if (row.Text("logGroupName") == group.Key)
                        described[group.Key] = row;
                await StreamsAsync(group.Key, Start - group.Value - StreamTimesLag, ct);
            })
        );
        if (request.LogActivity)
            await new ActivityRecorder(_activity, region, new Interval(Start, End), now, calls, plan).RecordAsync(described, ct);
    }

    IEnumerable<string> LogGroupsOf(JsonElement answer)
    {
        foreach (var container in answer.Member("taskDefinition")?.Items("containerDefinitions") ?? [])
            if (
                container.Member("logConfiguration")?.Member("options") is { } options
                && options.Text("awslogs-group") is { } group
                && (options.Text("awslogs-region") ?? region) == region
            )
                yield return group;
    }

    async Task StreamsAsync(string group, Instant until, CancellationToken ct)
    {
        var newestFirst = new JsonObject
        {
            ["logGroupName"] = group,
            ["orderBy"] = "LastEventTime",
            ["descending"] = true,
            ["limit"] = 50,
        };
        await foreach (var page in calls.PagesAsync(_streams, AwsOperation.DescribeLogStreams, region, newestFirst, ct))
            if (page.Items("logStreams").Select(stream => stream.Milliseconds("lastEventTimestamp")).Any(last => last < until))
                break;
    }

    // ------------------------------------------------------------ Lambda

    async Task FunctionsAsync(IEnumerable<string> names, CancellationToken ct)
    {
        foreach (var name in names.Order(StringComparer.Ordinal))
            await CallAsync(_functions, AwsOperation.GetFunctionConfiguration, new() { ["FunctionName"] = name }, ct);
    }

    async Task InvocationsAsync(IReadOnlyDictionary<string, Duration> functions, CancellationToken ct)
    {
        if (functions.Count == 0)
            return;
        var start = Start - functions.Values.Max();
        start = Instant.FromUnixTimeSeconds(start.ToUnixTimeSeconds() / 60 * 60);
        (_invocations.From, _invocations.To) = (start, RunsEnd);
        if (start >= RunsEnd)
            return;
        if (start < now - MinutePointsKept)
        {
            _invocations.From = now - MinutePointsKept;
            _invocations.Limit("points of one minute are kept for 15 days");
        }
        foreach (var some in functions.Keys.Order(StringComparer.Ordinal).Chunk(500))
        {
            var queries = some.Select(
                (name, index) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["Id"] = $"f{index}",
                            ["Label"] = name,
                            ["MetricStat"] = new JsonObject
                            {
                                ["Metric"] = new JsonObject
                                {
                                    ["Namespace"] = "AWS/Lambda",
                                    ["MetricName"] = "Invocations",
                                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "FunctionName", ["Value"] = name }),
                                },
                                ["Period"] = 60,
                                ["Stat"] = "Sum",
                            },
                        }
            );
            await ItemsAsync(
                _invocations,
                AwsOperation.GetMetricData,
                new()
                {
                    ["MetricDataQueries"] = new JsonArray([.. queries]),
                    ["StartTime"] = start.ToUnixTimeSeconds(),
                    ["EndTime"] = RunsEnd.ToUnixTimeSeconds(),
                    ["ScanBy"] = "TimestampAscending",
                },
                ct
            );
        }
    }

    // ------------------------------------------------------------ calls

    Task<RecordedCall> CallAsync(SourceLedger source, AwsOperation operation, JsonObject parameters, CancellationToken ct) =>
        calls.CallAsync(source, operation, region, parameters, again: false, ct);

    async Task<IReadOnlyList<JsonElement>> ItemsAsync(
        SourceLedger source,
        AwsOperation operation,
        JsonObject parameters,
        CancellationToken ct
    )
    {
        var items = new List<JsonElement>();
        await foreach (var page in calls.PagesAsync(source, operation, region, parameters, ct))
            items.AddRange(page.Items(operation.Paging!.Items));
        return items;
    }

    async Task<IReadOnlyList<string>> TextsAsync(SourceLedger source, AwsOperation operation, JsonObject parameters, CancellationToken ct)
    {
        var texts = new List<string>();
        await foreach (var page in calls.PagesAsync(source, operation, region, parameters, ct))
            texts.AddRange(page.Texts(operation.Paging!.Items));
        return [.. texts.Distinct()];
    }

    static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
