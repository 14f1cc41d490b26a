using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
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

    /// <summary>The counts that the Scheduler keeps by schedule group (Scheduler user guide, "Monitoring with CloudWatch").</summary>
    static readonly string[] SchedulerCounts =
    [
        "InvocationAttemptCount",
        "TargetErrorCount",
        "TargetErrorThrottledCount",
        "InvocationThrottleCount",
        "InvocationDroppedCount",
        "InvocationsSentToDeadLetterCount",
        "InvocationsFailedToBeSentToDeadLetterCount",
    ];

    static readonly string[] RuleCounts = ["TriggeredRules", "Invocations", "FailedInvocations"];

    /// <summary>Most pages of one kind of change: deployments push images and register revisions by the thousand.</summary>
    const int PagesOfChange = 20;

    /// <summary>Most log groups whose events are counted.</summary>
    const int CountedLogGroups = 100;

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
    readonly SourceLedger _activity = new("logs.activity" + suffix) { SkipReason = "no log group is known" };
    readonly SourceLedger _changes = new("cloudtrail.changes" + suffix);
    readonly SourceLedger _runTask = new("cloudtrail.runTask" + suffix);
    readonly SourceLedger _principals = new("cloudtrail.principals" + suffix) { SkipReason = "no recorded change names a principal" };
    readonly SourceLedger _functions = new("lambda.functions" + suffix) { SkipReason = "no target is a Lambda function" };
    readonly SourceLedger _invocations = new("lambda.invocations" + suffix) { SkipReason = "no target is a Lambda function" };

    readonly SourceLedger _roleChanges = new("cloudtrail.roles" + suffix);
    readonly SourceLedger _roles = new("iam.roles" + suffix) { SkipReason = "no target names a role" };
    readonly SourceLedger _networks = new("ec2.networks" + suffix) { SkipReason = "no target names a subnet" };
    readonly SourceLedger _rules = new("events.rules" + suffix);
    readonly SourceLedger _queues = new("sqs.queues" + suffix) { SkipReason = "no target names a dead-letter queue" };
    readonly SourceLedger _messages = new("sqs.messages" + suffix) { SkipReason = "not asked for: --read-dlq" };
    readonly SourceLedger _alarms = new("cloudwatch.alarms" + suffix);
    readonly SourceLedger _schedulerCounts = new("cloudwatch.scheduler" + suffix) { SkipReason = "no schedule group is known" };
    readonly SourceLedger _logCounts = new("cloudwatch.logs" + suffix) { SkipReason = "no log group is known" };
    readonly SourceLedger _ruleCounts = new("cloudwatch.rules" + suffix) { SkipReason = "no rule has a schedule" };

    Instant Start => request.Window.Start;
    Instant End => Instant.Min(request.Window.End, now);
    Instant RunsEnd => Instant.Min(request.Window.End + AfterWindow, now);

    public IReadOnlyList<SourceLedger> Ledgers =>
        [
            _tasks,
            _clusters,
            _taskDefinitions,
            _scheduler,
            _rules,
            _groups,
            _streams,
            .. request.LogActivity ? [_activity] : Array.Empty<SourceLedger>(),
            _changes,
            _roleChanges,
            _runTask,
            _principals,
            _functions,
            _invocations,
            _roles,
            _networks,
            _queues,
            _messages,
            _alarms,
            _schedulerCounts,
            _logCounts,
            _ruleCounts,
        ];

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
        var definitions = await DefinitionsAsync(targets.TaskDefinitions, ct);
        targets.Roles.UnionWith(definitions.SelectMany(d => RolesOf(d.Answer)));
        var groups = LogGroups(targets, definitions);
        await Task.WhenAll(
            ClustersAsync(clusters, targets.Clusters, ct),
            LogsAsync(groups, ct),
            RolesAsync(targets.Roles, ct),
            NetworksAsync(targets, ct),
            QueuesAsync(targets.Queues, ct),
            RulesAsync(ct),
            ItemsAsync(_alarms, AwsOperation.DescribeAlarms, [], ct),
            MetricsAsync(_schedulerCounts, "AWS/Scheduler", SchedulerCounts, "ScheduleGroup", targets.Groups, targets.LongestLookBack, ct),
            LogCountsAsync(groups, ct),
            RunTasksAsync(targets.LongestLookBack, ct),
            PrincipalsAsync(
                changes.Select(change => change.Principal).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList(),
                ct
            ),
            FunctionsAsync(targets.Functions.Keys, ct),
            MetricsAsync(
                _invocations,
                "AWS/Lambda",
                ["Invocations"],
                "FunctionName",
                [.. targets.Functions.Keys],
                targets.Functions.Values.Append(Duration.Zero).Max(),
                ct
            )
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
        (_roleChanges.From, _roleChanges.To) = (from, now);
        var events = await Task.WhenAll(
            ChangeEvents
                .RegionalNames.Select(name => EventsAsync(_changes, region, name, from, ct))
                .Concat(ChangeEvents.GlobalNames.Select(name => EventsAsync(_roleChanges, GlobalRegion, name, from, ct)))
        );
        return [.. events.SelectMany(list => list).Select(item => (Detail(item), PrincipalOf(item)))];
    }

    async Task<IReadOnlyList<JsonElement>> EventsAsync(SourceLedger source, string where, string name, Instant from, CancellationToken ct)
    {
        var (events, read) = (new List<JsonElement>(), 0);
        await foreach (var page in calls.PagesAsync(source, AwsOperation.LookupEvents, where, Lookup("EventName", name, from, now), ct))
        {
            events.AddRange(page.Items("Events"));
            if (++read < PagesOfChange || string.IsNullOrEmpty(page.Text("NextToken")))
                continue;
            source.Limit($"more than {50 * PagesOfChange} events {name}, the newest were looked at");
            break;
        }
        return events;
    }

    /// <summary>Where the events of IAM are.</summary>
    string GlobalRegion =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "cn-north-1"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "us-gov-west-1"
        : "us-east-1";

    async Task RunTasksAsync(Duration lookBack, CancellationToken ct)
    {
        var from = Instant.Max(Start - lookBack, now - EventsKept);
        var (read, pages, oldest) = (0, 0, RunsEnd);
        (_runTask.From, _runTask.To) = (from, RunsEnd);
        if (from >= RunsEnd)
            return;
        await foreach (
            var page in calls.PagesAsync(
                _runTask,
                AwsOperation.LookupEvents,
                region,
                Lookup("EventName", ChangeEvents.RunTaskName, from, RunsEnd),
                ct
            )
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

    async Task<IReadOnlyList<(JsonElement Answer, Duration LookBack)>> DefinitionsAsync(
        IReadOnlyDictionary<string, Duration> definitions,
        CancellationToken ct
    ) =>
        await Task.WhenAll(
            definitions.Select(async definition =>
            {
                var asked = new JsonObject { ["taskDefinition"] = definition.Key };
                return ((await CallAsync(_taskDefinitions, AwsOperation.DescribeTaskDefinition, asked, ct)).Body, definition.Value);
            })
        );

    /// <summary>The log groups of the targets and those asked for, each with how far back its streams are to be listed.</summary>
    Dictionary<string, Duration> LogGroups(Targets targets, IReadOnlyList<(JsonElement Answer, Duration LookBack)> definitions)
    {
        var groups = new Dictionary<string, Duration>(StringComparer.Ordinal);
        void Add(string group, Duration lookBack) => groups[group] = Duration.Max(groups.GetValueOrDefault(group), lookBack);
        foreach (var (answer, lookBack) in definitions)
        foreach (var group in LogGroupsOf(answer))
            Add(group, lookBack);
        foreach (var (name, lookBack) in targets.Functions)
            Add($"/aws/lambda/{name}", lookBack);
        foreach (var group in request.LogGroups)
            Add(group, targets.LongestLookBack);
        return groups;
    }

    async Task LogsAsync(Dictionary<string, Duration> groups, CancellationToken ct)
    {
        if (groups.Count == 0)
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

    Task LogCountsAsync(Dictionary<string, Duration> groups, CancellationToken ct)
    {
        if (groups.Count > CountedLogGroups)
            _logCounts.Limit($"{groups.Count} log groups, the events of {CountedLogGroups} were counted");
        var counted = groups.Keys.Order(StringComparer.Ordinal).Take(CountedLogGroups).ToList();
        return MetricsAsync(_logCounts, "AWS/Logs", ["IncomingLogEvents"], "LogGroupName", counted, LookBack.Shortest, ct);
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

    // ------------------------------------------------------------ metrics

    async Task MetricsAsync(
        SourceLedger source,
        string space,
        IReadOnlyList<string> metrics,
        string dimension,
        IReadOnlyCollection<string> values,
        Duration lookBack,
        CancellationToken ct
    )
    {
        if (values.Count == 0)
            return;
        var start = WholeMinute.Of(Start - lookBack);
        (source.From, source.To) = (start, RunsEnd);
        if (start >= RunsEnd)
            return;
        if (start < now - MinutePointsKept)
        {
            source.From = now - MinutePointsKept;
            source.Limit("points of one minute are kept for 15 days");
        }
        foreach (var some in values.Order(StringComparer.Ordinal).SelectMany(value => metrics.Select(name => (name, value))).Chunk(500))
        {
            var queries = some.Select(
                (metric, index) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["Id"] = $"m{index}",
                            ["Label"] = metric.value,
                            ["MetricStat"] = new JsonObject
                            {
                                ["Metric"] = new JsonObject
                                {
                                    ["Namespace"] = space,
                                    ["MetricName"] = metric.name,
                                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = dimension, ["Value"] = metric.value }),
                                },
                                ["Period"] = 60,
                                ["Stat"] = "Sum",
                            },
                        }
            );
            await ItemsAsync(
                source,
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

    // ------------------------------------------------------------ what targets need

    static IEnumerable<string> RolesOf(JsonElement definition) =>
        ((string[])["taskRoleArn", "executionRoleArn"])
            .Select(member => definition.Member("taskDefinition")?.Text(member))
            .OfType<string>();

    async Task RolesAsync(IReadOnlyCollection<string> roles, CancellationToken ct) =>
        await Task.WhenAll(
            roles
                .Select(arn => arn.Split('/')[^1])
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(async name =>
                {
                    if (!(await RoleCallAsync(AwsOperation.GetRole, new() { ["RoleName"] = name }, ct)).Succeeded)
                        return;
                    var inline = await RoleCallAsync(AwsOperation.ListRolePolicies, new() { ["RoleName"] = name }, ct);
                    foreach (var policy in Elements(inline, "member"))
                        await RoleCallAsync(AwsOperation.GetRolePolicy, new() { ["RoleName"] = name, ["PolicyName"] = policy }, ct);
                    var attached = await RoleCallAsync(AwsOperation.ListAttachedRolePolicies, new() { ["RoleName"] = name }, ct);
                    foreach (var arn in Elements(attached, "PolicyArn"))
                    {
                        var policy = await RoleCallAsync(AwsOperation.GetPolicy, new() { ["PolicyArn"] = arn }, ct);
                        foreach (var version in Elements(policy, "DefaultVersionId"))
                            await RoleCallAsync(AwsOperation.GetPolicyVersion, new() { ["PolicyArn"] = arn, ["VersionId"] = version }, ct);
                    }
                })
        );

    Task<RecordedCall> RoleCallAsync(AwsOperation operation, JsonObject parameters, CancellationToken ct) =>
        calls.CallAsync(_roles, operation, GlobalRegion, parameters, again: false, ct);

    static IEnumerable<string> Elements(RecordedCall call, string name) =>
        call.Succeeded && call.Body.AsXml() is { } xml ? xml.All(name).Select(element => element.Value).Distinct() : [];

    async Task NetworksAsync(Targets targets, CancellationToken ct)
    {
        foreach (
            var (operation, filter, ids) in ((AwsOperation, string, HashSet<string>)[])
                [
                    (AwsOperation.DescribeSubnets, "subnet-id", targets.Subnets),
                    (AwsOperation.DescribeSecurityGroups, "group-id", targets.SecurityGroups),
                ]
        )
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(100))
        {
            var named = new JsonObject { ["Name"] = filter, ["Value"] = ArrayOf(some) };
            await CallAsync(_networks, operation, new() { ["Filter"] = new JsonArray(named) }, ct);
        }
    }

    async Task QueuesAsync(IReadOnlyCollection<string> queues, CancellationToken ct)
    {
        foreach (var arn in queues.Order(StringComparer.Ordinal))
        {
            var parts = arn.Split(':');
            var asked = new JsonObject { ["QueueName"] = parts[^1], ["QueueOwnerAWSAccountId"] = parts[^2] };
            if ((await CallAsync(_queues, AwsOperation.GetQueueUrl, asked, ct)).Body.Text("QueueUrl") is not { } url)
                continue;
            await CallAsync(
                _queues,
                AwsOperation.GetQueueAttributes,
                new() { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") },
                ct
            );
            if (request.ReadDeadLetters)
                await MessagesAsync(url, ct);
        }
    }

    /// <summary>A visibility timeout of 0 leaves the messages where others see them.</summary>
    Task<RecordedCall> MessagesAsync(string url, CancellationToken ct) =>
        CallAsync(
            _messages,
            AwsOperation.ReceiveMessage,
            new()
            {
                ["QueueUrl"] = url,
                ["MaxNumberOfMessages"] = 10,
                ["VisibilityTimeout"] = 0,
                ["WaitTimeSeconds"] = 1,
                ["MessageAttributeNames"] = new JsonArray("All"),
            },
            ct
        );

    async Task RulesAsync(CancellationToken ct)
    {
        var rules = (await ItemsAsync(_rules, AwsOperation.ListRules, [], ct))
            .Where(rule => rule.Text("ScheduleExpression") is { Length: > 0 })
            .Select(rule => rule.Text("Name"))
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var rule in rules)
            await ItemsAsync(_rules, AwsOperation.ListTargetsByRule, new() { ["Rule"] = rule }, ct);
        await MetricsAsync(_ruleCounts, "AWS/Events", RuleCounts, "RuleName", rules, LookBack.Shortest, ct);
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
