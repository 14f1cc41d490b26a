using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Lab;

/// <summary>What the recorder would have found in a world, in AWS's shapes.</summary>
internal sealed class WorldEvidence
{
    private readonly World _world;
    private readonly List<EvidenceRecord> _records = [];

    private WorldEvidence(World world) => _world = world;

    /// <summary>Writes the bundle, reads it again and makes something of it.</summary>
    public static TResult Read<TResult>(World world, Func<BundleReader, TResult> make)
    {
        var evidence = new WorldEvidence(world);
        foreach (var region in world.Regions)
            evidence.RecordRegion(region);
        evidence.RecordRoles();
        foreach (var (service, operation, parameters, body, region) in world.More)
            evidence.Add(service, operation, parameters, body, region);
        var folder = Directory.CreateTempSubdirectory("incidentkit-lab-").FullName;
        try
        {
            var path = Path.Combine(folder, "bundle");
            using (var writer = BundleWriter.Create(path, evidence.Manifest()))
            {
                foreach (var record in evidence._records)
                    writer.Append(record);
                writer.Complete(evidence.Coverage());
            }

            using var bundle = BundleReader.Open(path);
            return make(bundle);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Instant RunsEnd => Instant.Min(_world.Window.End + World.Minutes(10), _world.RecordedAt);

    private Instant CallsFrom =>
        Instant.Max(_world.CallsSince ?? Instant.MinValue, _world.CallsFrom ?? _world.Window.Start - World.Minutes(130));

    private bool Has(string source) => !_world.Unanswered.TryGetValue(source, out var why) || why.Status == CoverageStatus.Partial;

    private void RecordRegion(string region)
    {
        RecordSchedules(region);
        RecordRules(region);
        RecordEvents(region);
        RecordTargets(region);
        RecordTasks(region);
        RecordTaskEvents(region);
        RecordLogs(region);
        RecordMetrics(region);
        foreach (
            var (service, operation, parameters, body, status) in region == World.Region
                ? _world.MachineAnswers().Concat(_world.BatchAnswers()).Concat(_world.ProofAnswers())
                : []
        )
            Add(service, operation, parameters, body, region, status);
    }

    private void RecordSchedules(string region)
    {
        if (!Has(SourceNames.Schedules))
        {
            Fail(Operations.ListSchedules, new { GroupName = "default" }, region);
            return;
        }

        var there = _world.Jobs.Where(j => j.Exists && j.RuleTarget is null && j.Region == region).ToList();
        var others = region == World.Region ? _world.Others : [];
        var groups = there.Select(j => j.Group).Append("default").Distinct(StringComparer.Ordinal).ToList();
        Add(
            Operations.ListScheduleGroups,
            new { },
            new { ScheduleGroups = groups.Select(g => new { Name = g, State = "ACTIVE" }) },
            region
        );
        foreach (var group in groups)
            Add(
                Operations.ListSchedules,
                new { GroupName = group },
                new
                {
                    Schedules = there
                        .Where(j => j.Group == group)
                        .Select(j => j.Live)
                        .Concat(others)
                        .Select(l => new
                        {
                            Name = (string?)l["Name"],
                            GroupName = (string?)l["GroupName"],
                            State = (string?)l["State"],
                        }),
                },
                region
            );
        foreach (var live in there.Where(j => j.IsRead).Select(j => j.IsByCall ? ByCall(j, j.Live) : j.Live).Concat(others))
            Add("scheduler", "GetSchedule", new { GroupName = (string?)live["GroupName"], Name = (string?)live["Name"] }, live, region);
    }

    /// <summary>The schedule of a job whose target is the API's own call.</summary>
    public static JsonObject ByCall(Job job, JsonObject schedule)
    {
        var live = schedule.DeepClone().AsObject();
        live["Target"] = new JsonObject
        {
            ["Arn"] = "arn:aws:scheduler:::aws-sdk:ecs:runTask",
            ["RoleArn"] = job.Role,
            ["Input"] = new JsonObject
            {
                ["Cluster"] = job.Cluster,
                ["TaskDefinition"] = job.Definition,
                ["LaunchType"] = "FARGATE",
                ["NetworkConfiguration"] = schedule["Target"]!["EcsParameters"]!["NetworkConfiguration"]!.DeepClone(),
            }.ToJsonString(),
        };
        return live;
    }

    private void RecordRules(string region)
    {
        var rules = _world.Jobs.Where(j => j.Exists && j.RuleTarget is not null && j.Region == region).ToLookup(j => j.Name);
        if (rules.Count == 0 && _world.PatternRules.Count == 0)
            return;
        if (!Has(SourceNames.Rules))
        {
            Fail(Operations.ListRules, new { }, region);
            return;
        }

        Add(
            Operations.ListRules,
            new { },
            new { Rules = rules.Select(r => World.RuleAnswer(r.First(), region)).Concat(_world.PatternRules.Select(World.PatternAnswer)) },
            region
        );
        foreach (var rule in rules)
            Add(
                Operations.ListTargetsByRule,
                new { Rule = rule.Key },
                new { Targets = rule.Where(j => j.HasTarget).Select(World.TargetAnswer) },
                region
            );
    }

    private void RecordEvents(string region)
    {
        var events = _world.Events.Where(e => (string?)e["awsRegion"] == region && IsKnown(e)).ToLookup(e => (string?)e["eventName"]);
        if (Has(SourceNames.Changes))
        {
            foreach (var name in ChangeEvents.RegionalNames)
                Lookup(name, events[name], region);
        }

        if (region == _world.Regions[0])
        {
            var global = _world
                .Events.Where(e => (string?)e["awsRegion"] == "us-east-1" && IsKnown(e))
                .ToLookup(e => (string?)e["eventName"]);
            foreach (var name in ChangeEvents.GlobalNames.Where(_ => Has(SourceNames.RoleChanges)))
                Lookup(name, global[name], "us-east-1");
        }

        var calls = Calls(region)
            .Where(c => !c.Dropped && !c.Untold && CallsFrom <= c.At && c.At < RunsEnd)
            .Select(CallEvent)
            .Concat(events[ChangeEvents.RunTaskName]);
        if (Has(SourceNames.RunTasks))
            Lookup(ChangeEvents.RunTaskName, calls, region);
    }

    private bool IsKnown(JsonObject e) => World.T((string)e["eventTime"]!) <= _world.RecordedAt;

    private void Lookup(string name, IEnumerable<JsonObject> events, string region) =>
        Add(
            Operations.LookupEvents,
            new { LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = name } }, MaxResults = 50 },
            new
            {
                Events = events
                    .OrderByDescending(e => (string?)e["eventTime"], StringComparer.Ordinal)
                    .Select(e => new { CloudTrailEvent = e.ToJsonString() }),
            },
            region
        );

    private JsonObject CallEvent(Call call)
    {
        var job = call.Job;
        var request = JsonSerializer.SerializeToNode(
            new
            {
                cluster = job.Cluster,
                taskDefinition = job.Definition,
                startedBy = StartedBy(job),
                launchType = "FARGATE",
                count = call.Asked,
            }
        );
        object? response =
            call.Error is not null ? null
            : call.NotPlaced is { } reason ? new { tasks = Array.Empty<object>(), failures = new[] { new { arn = "", reason } } }
            : new
            {
                tasks = Enumerable.Range(0, call.Placed).Select(n => new { taskArn = TaskArn(call, n) }),
                failures = Enumerable.Repeat(new { arn = "", reason = call.Fewer?.Reason }, call.Fewer?.Tasks ?? 0),
            };
        var detail = _world.EventOf(
            call.At,
            ChangeEvents.RunTaskName,
            "scheduler",
            call.Denied ? null : request,
            call.Error?.Code,
            call.Error?.Message,
            response,
            job.Region
        );
        detail["eventID"] = $"run-{TaskId(call)}";
        detail["userIdentity"] = new JsonObject
        {
            ["type"] = "AssumedRole",
            ["invokedBy"] = job.RuleTarget is null ? "scheduler.amazonaws.com" : "events.amazonaws.com",
            ["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject { ["arn"] = job.Role, ["userName"] = job.Role.Split('/')[^1] },
            },
        };
        return detail;
    }

    private void RecordTargets(string region)
    {
        var clusters = _world.Clusters.Where(c => c.Key.Contains($":{region}:", StringComparison.Ordinal)).ToList();
        var asked = clusters
            .Select(c => c.Key)
            .Concat(
                Jobs(region).Where(j => j.IsTask).Select(j => j.Cluster).Where(c => c.Contains($":{region}:", StringComparison.Ordinal))
            )
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (Has(SourceNames.Clusters))
        {
            Add(
                Operations.DescribeClusters,
                new { clusters = asked },
                new
                {
                    clusters = clusters.Select(c => new { clusterArn = c.Key, status = c.Value }),
                    failures = asked.Except(clusters.Select(c => c.Key)).Select(a => new { arn = a, reason = "MISSING" }),
                },
                region
            );
        }
        else
        {
            Fail(Operations.DescribeClusters, new { clusters = asked }, region);
        }

        foreach (var job in Jobs(region).Where(j => j.IsTask).DistinctBy(j => j.Definition))
        {
            if (Has(SourceNames.TaskDefinitions))
                Add("ecs", "DescribeTaskDefinition", new { taskDefinition = job.Definition }, Definition(job), region);
            else
                Fail(Operations.DescribeTaskDefinition, new { taskDefinition = job.Definition }, region);
        }

        foreach (
            var (operation, set, element, id) in new[]
            {
                (Operations.DescribeSubnets, "subnetSet", "subnetId", "subnet-0a1"),
                (Operations.DescribeSecurityGroups, "securityGroupInfo", "groupId", "sg-0a1"),
            }
        )
        {
            var item = _world.GoneNetworks.Contains(id) ? "" : $"<item><{element}>{id}</{element}><vpcId>vpc-0a1</vpcId></item>";
            Add(
                operation.Service,
                operation.Operation,
                new { Filter = new[] { new { Name = "id", Value = new[] { id } } } },
                JsonValue.Create($"<{operation.Operation}Response><{set}>{item}</{set}></{operation.Operation}Response>"),
                region
            );
        }

        Add(
            Operations.DescribeAlarms,
            new { },
            new { CompositeAlarms = Array.Empty<object>(), MetricAlarms = Array.Empty<object>() },
            region
        );
    }

    private JsonObject Definition(Job job)
    {
        var options = new JsonObject { ["awslogs-group"] = job.LogGroup, ["awslogs-region"] = job.Region };
        if (job.StreamName.StartsWith("ecs/", StringComparison.Ordinal))
            options["awslogs-stream-prefix"] = "ecs";
        var log = job.HasStreams
            ? new JsonObject { ["logDriver"] = "awslogs", ["options"] = options }
            : new JsonObject
            {
                ["logDriver"] = "awsfirelens",
                ["options"] = new JsonObject { ["Name"] = "datadog" },
            };
        var definition = new JsonObject
        {
            ["taskDefinitionArn"] = job.Definition.Contains(':' + job.Family, StringComparison.Ordinal) ? job.Definition : Revision(job),
            ["family"] = job.Family,
            ["status"] = "ACTIVE",
            ["networkMode"] = "awsvpc",
            ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["taskRoleArn"] = World.RoleArn("task-role"),
            ["executionRoleArn"] = World.RoleArn("exec-role"),
            ["containerDefinitions"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = job.Container,
                    ["image"] = $"123456789012.dkr.ecr.{job.Region}.amazonaws.com/{job.Family}:12",
                    ["logConfiguration"] = log,
                }
            ),
        };
        foreach (var (family, status, change) in _world.Definitions.Where(d => d.Family == job.Family))
        {
            definition["status"] = status;
            change?.Invoke(definition);
        }

        return new JsonObject { ["taskDefinition"] = definition };
    }

    private void RecordTasks(string region)
    {
        if (!Has(SourceNames.Tasks))
            return;
        var tasks = new JsonArray();
        foreach (var call in Calls(region).Where(c => c.Started && c.At <= _world.RecordedAt))
        {
            var up = call.Death is { Never: true } ? (Instant?)null : call.At + World.Seconds(8);
            var stopped = call.Life is { } life ? (up ?? call.At) + life : (Instant?)null;
            if (stopped < _world.RecordedAt - World.Minutes(60))
                continue;
            for (var n = 0; n < call.Placed; n++)
            {
                var ended = stopped + Longer(call, n);
                tasks.Add(Task(call, n, up, ended > _world.RecordedAt ? null : ended));
            }
        }

        Add(
            "ecs",
            "DescribeTasks",
            new { cluster = World.ClusterArn("main", region) },
            new JsonObject { ["tasks"] = tasks, ["failures"] = new JsonArray() },
            region
        );
    }

    /// <summary>The events of stopped tasks as FilterLogEvents gives them, each once and one of ten twice.</summary>
    private void RecordTaskEvents(string region)
    {
        if (_world.RecorderSince is not { } since || !Has(SourceNames.TaskEvents))
            return;
        var from = Instant.Max(since, _world.Window.Start - World.Minutes(130));
        var messages = new List<(Instant At, string Text)>();
        foreach (var call in Calls(region).Where(c => c.Started))
        {
            var up = call.Death is { Never: true } ? (Instant?)null : call.At + World.Seconds(8);
            if (call.Life is not { } life || (up ?? call.At) + life is var stopped && (stopped < from || stopped >= _world.RecordedAt))
                continue;
            for (var n = 0; n < call.Placed; n++)
            {
                var ended = stopped + Longer(call, n);
                if (ended >= _world.RecordedAt)
                    continue;
                var task = Task(call, n, up, ended);
                task["version"] = 5;
                task["group"] = $"family:{call.Job.Family}";
                var text = new JsonObject
                {
                    ["version"] = "0",
                    ["detail-type"] = "ECS Task State Change",
                    ["source"] = "aws.ecs",
                    ["time"] = World.Iso(ended),
                    ["region"] = region,
                    ["detail"] = task,
                }.ToJsonString();
                messages.Add((ended, text));
                if (messages.Count % 10 == 0)
                    messages.Add((ended, text));
            }
        }

        messages.AddRange(_world.RecorderMessages.Select(m => (from, m)));
        Add(
            Operations.FilterLogEvents.Service,
            Operations.FilterLogEvents.Operation,
            IncidentKit.Recorded.TaskEvents.Question(IncidentKit.Recorded.TaskEvents.LogGroup, from, _world.RecordedAt),
            new JsonObject
            {
                ["events"] = new JsonArray([
                    .. messages
                        .OrderBy(m => m.At)
                        .Select(m => (JsonNode)new JsonObject { ["timestamp"] = Milliseconds(m.At), ["message"] = m.Text }),
                ]),
            },
            region
        );
    }

    private static Duration Longer(Call call, int number) => number == call.Placed - 1 ? call.LastLonger : Duration.Zero;

    private static JsonObject Task(Call call, int number, Instant? up, Instant? stopped)
    {
        var status = stopped is null ? "RUNNING" : "STOPPED";
        var container = new JsonObject { ["name"] = call.Job.Container, ["lastStatus"] = status };
        var task = new JsonObject
        {
            ["taskArn"] = TaskArn(call, number),
            ["taskDefinitionArn"] = Revision(call.Job),
            ["startedBy"] = StartedBy(call.Job),
            ["createdAt"] = World.Iso(call.At),
            ["lastStatus"] = status,
            ["desiredStatus"] = status,
            ["containers"] = new JsonArray(container),
        };
        if (up is { } started)
            task["startedAt"] = World.Iso(started);
        if (stopped is { } ended)
        {
            task["stoppedAt"] = World.Iso(ended);
            task["stopCode"] = call.Death?.StopCode ?? "EssentialContainerExited";
            task["stoppedReason"] = call.Death?.Reason ?? "Essential container in task exited";
            if ((call.Death is null ? 0 : call.Death.Exit) is { } exit)
                container["exitCode"] = exit;
            if (call.Death?.ContainerReason is { } reason)
                container["reason"] = reason;
        }

        return task;
    }

    private void RecordLogs(string region)
    {
        var groups = Jobs(region).Where(j => j.HasStreams && j.IsTask).GroupBy(j => j.LogGroup, StringComparer.Ordinal).ToList();
        foreach (var group in groups.Where(_ => Has(SourceNames.LogGroups)))
            Add(
                Operations.DescribeLogGroups,
                new { logGroupNamePrefix = group.Key, limit = 50 },
                new { logGroups = new[] { new { logGroupName = group.Key, creationTime = Milliseconds(World.T(World.Old)) } } },
                region
            );
        foreach (var group in groups.Where(_ => Has(SourceNames.LogStreams)))
            Add(
                Operations.DescribeLogStreams,
                new
                {
                    logGroupName = group.Key,
                    orderBy = "LastEventTime",
                    descending = true,
                    limit = 50,
                },
                new
                {
                    logStreams = group
                        .SelectMany(j => j.Calls)
                        .Where(c => c.Logs && c.At + c.Job.Delay <= _world.RecordedAt)
                        .OrderByDescending(c => c.At)
                        .SelectMany(c => Enumerable.Range(0, c.Placed).Select(n => Stream(c, n))),
                },
                region
            );
    }

    private static object Stream(Call call, int number)
    {
        var created = Milliseconds(call.At + call.Job.Delay);
        var first = Milliseconds(call.At + call.Job.Delay + call.Job.Skew);
        return new
        {
            logStreamName = string.Format(CultureInfo.InvariantCulture, call.Job.StreamName, call.Job.Container, TaskId(call, number)),
            creationTime = created,
            firstEventTimestamp = first,
            lastEventTimestamp = first + 4_000,
        };
    }

    private void RecordMetrics(string region)
    {
        if (!Has(SourceNames.SchedulerMetrics))
            return;
        var groupOf = _world.Others.ToDictionary(o => (string)o["Name"]!, o => (string)o["GroupName"]!);
        var others = _world.OtherCalls.Where(c => region == World.Region && c.At < RunsEnd).ToLookup(c => groupOf[c.Name]);
        var groups = Jobs(region).Where(j => j.RuleTarget is null).Select(j => j.Group).Concat(others.Select(o => o.Key));
        foreach (var group in groups.Distinct(StringComparer.Ordinal))
        {
            var calls = Calls(region).Where(c => !c.Dropped && c.Job.RuleTarget is null && c.Job.Group == group && c.At < RunsEnd).ToList();
            var more = others[group].ToList();
            Metric(region, "AWS/Scheduler", group, "InvocationAttemptCount", calls, more.Select(c => c.At));
            var refused = more.Where(c => c.Refused).Select(c => c.At);
            Metric(region, "AWS/Scheduler", group, "TargetErrorCount", calls.Where(c => c.Error is not null), refused);
        }

        foreach (
            var rule in Jobs(region).Where(j => j.RuleTarget is not null && j.IsTask && Has(SourceNames.RuleMetrics)).GroupBy(j => j.Name)
        )
        {
            var calls = rule.SelectMany(j => j.Calls).Where(c => c.At < RunsEnd && c.At <= _world.RecordedAt).ToList();
            Metric(region, "AWS/Events", rule.Key, "Invocations", calls.Where(c => !c.Dropped));
            Metric(region, "AWS/Events", rule.Key, "FailedInvocations", calls.Where(c => !c.Dropped && c.Error is not null));
            Metric(region, "AWS/Events", rule.Key, "TriggeredRules", calls.Where(c => !c.NotDue).DistinctBy(c => c.Slot));
        }
    }

    private void Metric(
        string region,
        string space,
        string dimension,
        string name,
        IEnumerable<Call> calls,
        IEnumerable<Instant>? more = null
    )
    {
        var minutes = calls
            .Select(c => c.At)
            .Concat(more ?? [])
            .CountBy(at => World.Iso(Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60)))
            .ToList();
        World.AddMetric(
            (parameters, body) => Add("cloudwatch", "GetMetricData", parameters, body, region),
            (World.Iso(_world.Window.Start - World.Minutes(130)), World.Iso(RunsEnd)),
            (space, name, space == "AWS/Events" ? "RuleName" : "ScheduleGroup", dimension),
            minutes.Select(m => (m.Key, (double)m.Value))
        );
    }

    private void RecordRoles()
    {
        foreach (var (name, (trust, policies)) in _world.Roles.Where(_ => Has(SourceNames.Roles)))
        {
            if (trust is null)
            {
                Add(
                    "iam",
                    "GetRole",
                    new { RoleName = name },
                    JsonValue.Create("<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>"),
                    "us-east-1",
                    404
                );
                continue;
            }

            Xml(
                "GetRole",
                new { RoleName = name },
                $"<Role><CreateDate>2025-05-01T09:00:00Z</CreateDate><AssumeRolePolicyDocument>{Uri.EscapeDataString(World.Trust(trust))}</AssumeRolePolicyDocument></Role>"
            );
            Xml(
                "ListRolePolicies",
                new { RoleName = name },
                $"<PolicyNames>{string.Concat(policies.Select((_, i) => $"<member>p{i}</member>"))}</PolicyNames><IsTruncated>false</IsTruncated>"
            );
            Xml("ListAttachedRolePolicies", new { RoleName = name }, "<AttachedPolicies/><IsTruncated>false</IsTruncated>");
            for (var i = 0; i < policies.Length; i++)
                Xml(
                    "GetRolePolicy",
                    new { RoleName = name, PolicyName = $"p{i}" },
                    $"<PolicyDocument>{Uri.EscapeDataString(policies[i].ToJsonString())}</PolicyDocument>"
                );
        }

        void Xml(string operation, object asked, string inner) =>
            Add(
                "iam",
                operation,
                asked,
                JsonValue.Create(
                    $"<{operation}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{operation}Result>{inner}</{operation}Result></{operation}Response>"
                ),
                "us-east-1"
            );
    }

    private IEnumerable<Job> Jobs(string region) => _world.Jobs.Where(j => j.Region == region);

    private IEnumerable<Call> Calls(string region) => Jobs(region).SelectMany(j => j.Calls).Where(c => c.At <= _world.RecordedAt);

    public static string TaskId(Call call, int number = 0) =>
        EvidenceId.Of(
            "lab",
            call.Job.Name + call.Job.RuleTarget,
            call.Job.Region,
            JsonSerializer.SerializeToElement(new { at = World.Iso(call.At), call.Copy })
        ) + string.Create(CultureInfo.InvariantCulture, $"0123456789abcde{number:x}").Replace("e0", "ef", StringComparison.Ordinal);

    public static string TaskArn(Call call, int number = 0) =>
        $"arn:aws:ecs:{call.Job.Region}:123456789012:task/main/{TaskId(call, number)}";

    private static string Revision(Job job) => job.Definition.Split(':').Length > 6 ? job.Definition : job.Definition + ":3";

    private static string? StartedBy(Job job) =>
        job.IsByCall ? null
        : $"{(job.RuleTarget is null ? "chronos-schedule" : "events-rule")}/{job.Name}" is var all && all.Length > 36 ? all[..36]
        : all;

    private static long Milliseconds(Instant at) => at.ToUnixTimeMilliseconds();

    private void Fail(OperationName operation, object parameters, string region) =>
        Add(
            operation.Service,
            operation.Operation,
            parameters,
            JsonSerializer.SerializeToNode(new { error = new { code = "AccessDeniedException", message = "not authorized" } })!,
            region,
            400
        );

    private void Add(OperationName operation, object parameters, object body, string region) =>
        Add(operation.Service, operation.Operation, parameters, JsonSerializer.SerializeToNode(body)!, region);

    private void Add(string service, string operation, object parameters, JsonNode body, string region, int status = 200)
    {
        var asked = JsonSerializer.SerializeToElement(parameters);
        _records.Add(
            new EvidenceRecord
            {
                Id = EvidenceId.Of(service, operation, region, asked),
                Service = service,
                Operation = operation,
                Region = region,
                Parameters = asked,
                RequestedAt = _world.RecordedAt,
                Status = status,
                Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            }
        );
    }

    private BundleManifest Manifest() =>
        new()
        {
            SchemaVersion = "1.0.0",
            ToolVersion = "0.1.0",
            Window = _world.Window,
            Regions = _world.Regions,
            Account = "123456789012",
            CollectedAt = _world.RecordedAt,
            Complete = false,
            Coverage = [],
            Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
        };

    private List<SourceCoverage> Coverage()
    {
        var rows = new List<SourceCoverage>();
        foreach (var region in _world.Regions)
        {
            string[] machines = _world.Machines.Count > 0 ? [SourceNames.Executions, SourceNames.MachineMetrics] : [];
            string[] jobs = _world.Queues.Count > 0 ? [SourceNames.Jobs] : [];
            string[] calls = _world.ApiCalls.Count > 0 ? [SourceNames.TargetCalls] : [];
            foreach (var source in (string[])[.. AllSources, .. machines, .. jobs, .. calls])
                rows.Add(Row(source, _world.Regions.Count > 1 ? $"{source}[{region}]" : source));
        }

        foreach (var source in new[] { SourceNames.Identity, SourceNames.Roles, SourceNames.RoleChanges })
            rows.Add(Row(source, source));
        return rows;
    }

    private static readonly string[] AllSources =
    [
        SourceNames.Clusters,
        SourceNames.Tasks,
        SourceNames.TaskEvents,
        SourceNames.TaskDefinitions,
        SourceNames.Schedules,
        SourceNames.LogGroups,
        SourceNames.LogStreams,
        SourceNames.Changes,
        SourceNames.RunTasks,
        SourceNames.Functions,
        SourceNames.Invocations,
        SourceNames.Networks,
        SourceNames.Rules,
        SourceNames.Queues,
        SourceNames.Messages,
        SourceNames.Alarms,
        SourceNames.SchedulerMetrics,
        SourceNames.RuleMetrics,
    ];

    private SourceCoverage Row(string source, string name)
    {
        var start = _world.Window.Start;
        (Instant? From, Instant? To) span = source switch
        {
            SourceNames.Changes or SourceNames.RoleChanges => (start - Duration.FromDays(30), _world.RecordedAt),
            SourceNames.RunTasks => (Instant.Min(CallsFrom, RunsEnd), RunsEnd),
            SourceNames.LogStreams => (start - World.Minutes(130), _world.RecordedAt),
            SourceNames.Tasks => (_world.RecordedAt - World.Minutes(60), _world.RecordedAt),
            SourceNames.TaskEvents when _world.RecorderSince is { } since => (
                Instant.Max(since, start - World.Minutes(130)),
                _world.RecordedAt
            ),
            SourceNames.Executions => (_world.Machines.Max(m => m.ListedSince) ?? start - World.Minutes(130), _world.RecordedAt),
            SourceNames.TargetCalls => (_world.ApiCallsSince ?? start - World.Minutes(130), RunsEnd),
            SourceNames.Jobs => (_world.Queues.Max(q => q.ListedSince) ?? start - World.Minutes(130), _world.RecordedAt),
            SourceNames.SchedulerMetrics or SourceNames.Invocations or SourceNames.MachineMetrics => (start - World.Minutes(130), RunsEnd),
            _ => (null, null),
        };
        if (_world.Unanswered.TryGetValue(source, out var why))
            return new SourceCoverage(name, why.Status, why.Reason, span.From, span.To);
        if (source == SourceNames.TaskEvents && _world.RecorderSince is null)
            return new SourceCoverage(name, CoverageStatus.Skipped, "no recorder of task events is known", null, null);
        if (source == SourceNames.RunTasks && _world.CallsSince is not null)
            return new SourceCoverage(name, CoverageStatus.Partial, "over the call budget", span.From, span.To);
        return source == SourceNames.Messages && !_world.More.Any(m => m.Operation == "ReceiveMessage")
            ? new SourceCoverage(name, CoverageStatus.Skipped, "not asked for: --read-dlq", null, null)
            : new SourceCoverage(name, CoverageStatus.Complete, null, span.From, span.To);
    }
}
