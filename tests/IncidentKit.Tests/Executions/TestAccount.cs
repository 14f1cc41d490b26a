using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Recorded;
using IncidentKit.Reports.Incident;
using NodaTime.Text;

namespace IncidentKit.Tests.Executions;

/// <summary>
/// An account as the recorder would have found it: written through BundleWriter, read through BundleReader. Times are of 2026-01-29 in
/// UTC, <c>16:37</c> or <c>16:37:05</c>, unless they carry a date.
/// </summary>
internal sealed class TestAccount
{
    public const string Region = "us-west-2";
    public const string Good = "arn:aws:ecs:us-west-2:123456789012:cluster/main";
    public const string Gone = "arn:aws:ecs:us-west-2:123456789012:cluster/gone";

    private readonly Interval _window;
    private readonly List<EvidenceRecord> _records = [];
    private readonly Dictionary<string, (List<JsonObject> Streams, bool More)> _listings = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _groups = [];
    private readonly List<JsonObject> _events = [];
    private readonly List<JsonObject> _tasks = [];
    private readonly HashSet<string> _definitions = new(StringComparer.Ordinal);
    private readonly List<(string Arn, string Status)> _clusters = [(Good, "ACTIVE")];
    private int _ids;

    public TestAccount(string from = "14:00", string to = "15:00") =>
        (_window, AskedAt) = (new Interval(T(from), T(to)), T(to) + Duration.FromHours(3));

    /// <summary>When every call was made; three hours after the window, so that no source lags.</summary>
    public Instant AskedAt { get; set; }

    /// <summary>A log group that task definitions name and that does not exist.</summary>
    public string? NoLogGroup { get; init; }

    /// <summary>The rows of the manifest's coverage; none for a bundle that says nothing of it.</summary>
    public List<SourceCoverage> Coverage { get; init; } = [];

    /// <summary>Asks every source when the window ends, so that the last runs are too recent to be known.</summary>
    public TestAccount AskedAtTheEnd()
    {
        AskedAt = _window.End;
        return this;
    }

    /// <summary>Whether DescribeClusters was denied.</summary>
    public bool ClustersDenied { get; init; }

    public static Instant T(string time) =>
        time.Length switch
        {
            5 => Parse($"2026-01-29T{time}:00Z"),
            8 => Parse($"2026-01-29T{time}Z"),
            _ => Parse(time),
        };

    public static string Function(string name) => $"arn:aws:lambda:{Region}:123456789012:function:{name}";

    public static string Definition(string family) => $"arn:aws:ecs:{Region}:123456789012:task-definition/{family}";

    /// <summary>A schedule with its task definition and log group <c>/ecs/NAME</c>, as GetSchedule answers.</summary>
    public TestAccount Schedule(
        string name,
        string expression = "rate(1 minute)",
        Action<JsonObject>? change = null,
        string? family = null,
        string? group = null,
        string region = Region
    )
    {
        var body = Configuration(name, expression, family);
        body["CreationDate"] = "2026-01-12T09:00:00Z";
        body["LastModificationDate"] = "2026-01-12T09:00:00Z";
        change?.Invoke(body);
        Record("scheduler", "GetSchedule", new { GroupName = (string?)body["GroupName"], Name = name }, body, region: region);
        return TaskDefinition(family ?? name, group);
    }

    /// <summary>What Create- or UpdateSchedule sends.</summary>
    public static JsonObject Configuration(string name, string expression = "rate(1 minute)", string? family = null) =>
        new()
        {
            ["Name"] = name,
            ["GroupName"] = "default",
            ["ScheduleExpression"] = expression,
            ["StartDate"] = "2026-01-12T09:30:00Z",
            ["State"] = "ENABLED",
            ["Target"] = new JsonObject
            {
                ["Arn"] = Good,
                ["RoleArn"] = "arn:aws:iam::123456789012:role/scheduler",
                ["EcsParameters"] = new JsonObject { ["TaskDefinitionArn"] = Definition(family ?? name) },
            },
        };

    public static void SendTo(JsonObject configuration, string cluster) => configuration["Target"]!["Arn"] = cluster;

    public TestAccount TaskDefinition(string family, Action<JsonObject> change, params string[] containers) =>
        Define(family, null, "ecs", "ACTIVE", containers, change);

    public TestAccount TaskDefinition(
        string family,
        string? group = null,
        string prefix = "ecs",
        string status = "ACTIVE",
        params string[] containers
    ) => Define(family, group, prefix, status, containers, _ => { });

    private TestAccount Define(string family, string? group, string prefix, string status, string[] containers, Action<JsonObject> change)
    {
        if (!_definitions.Add(family))
            return this;
        group ??= $"/ecs/{family}";
        var logged = (containers.Length == 0 ? [family] : containers).Select(c =>
            (JsonNode)
                new JsonObject
                {
                    ["name"] = c,
                    ["logConfiguration"] = new JsonObject
                    {
                        ["logDriver"] = "awslogs",
                        ["options"] = new JsonObject { ["awslogs-group"] = group, ["awslogs-stream-prefix"] = prefix },
                    },
                }
        );
        var definition = new JsonObject
        {
            ["family"] = family,
            ["status"] = status,
            ["containerDefinitions"] = new JsonArray([.. logged]),
        };
        change(definition);
        Record(
            "ecs",
            "DescribeTaskDefinition",
            new { taskDefinition = Definition(family) },
            new JsonObject { ["taskDefinition"] = definition }
        );
        return NoLogGroup == group ? this : LogGroup(group);
    }

    public TestAccount LogGroup(string group, string created = "2026-01-12T09:00:00Z", int? retentionDays = null)
    {
        _groups.RemoveAll(g => (string?)g["logGroupName"] == group);
        var body = new JsonObject { ["logGroupName"] = group, ["creationTime"] = Milliseconds(T(created)) };
        if (retentionDays is { } days)
            body["retentionInDays"] = days;
        _groups.Add(body);
        if (!_listings.ContainsKey(group))
            _listings[group] = ([], false);
        return this;
    }

    /// <summary>Leaves the listing of a group unfinished: its answer has a next page that was not asked for.</summary>
    public TestAccount MorePages(string group)
    {
        _listings[group] = (_listings[group].Streams, true);
        return this;
    }

    /// <summary>Streams <c>ecs/NAME/task</c>, each with its first event at the time.</summary>
    public TestAccount Streams(string name, params IEnumerable<string> times)
    {
        foreach (var time in times)
            Stream($"/ecs/{name}", $"ecs/{name}/{NextTask()}", time);
        return this;
    }

    /// <summary>A stream for each fire time from the day before the window's first hour, at the given distance, except between two times.</summary>
    public TestAccount Runs(
        string name,
        int everyMinutes = 1,
        int delaySeconds = 10,
        (string From, string To)? except = null,
        string? group = null
    )
    {
        var delay = Duration.FromSeconds(delaySeconds);
        for (
            var at = _window.Start - Duration.FromHours(1);
            at < _window.End + Duration.FromMinutes(30);
            at += Duration.FromMinutes(everyMinutes)
        )
        {
            if (except is not { } hole || at < T(hole.From) || at >= T(hole.To))
                Stream(group ?? $"/ecs/{name}", $"ecs/{name}/{NextTask()}", Text(at + delay));
        }

        return this;
    }

    public TestAccount Stream(string group, string stream, string first, string? created = null)
    {
        var at = Milliseconds(T(first));
        if (!_listings.ContainsKey(group))
            LogGroup(group);
        _listings[group]
            .Streams.Add(
                new JsonObject
                {
                    ["logStreamName"] = stream,
                    ["creationTime"] = created is null ? at : Milliseconds(T(created)),
                    ["firstEventTimestamp"] = at,
                    ["lastEventTimestamp"] = at + 2_000,
                }
            );
        return this;
    }

    /// <summary>A task as ECS keeps it for about an hour.</summary>
    public TestAccount Task(string family, string created, string? startedBy, string? task = null, Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["taskArn"] = TaskArn(task ?? NextTask()),
            ["taskDefinitionArn"] = Definition(family) + ":7",
            ["createdAt"] = created.Length > 8 ? created : Text(T(created)),
            ["lastStatus"] = "STOPPED",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = family, ["exitCode"] = 0 }),
        };
        if (startedBy is not null)
            body["startedBy"] = startedBy;
        change?.Invoke(body);
        _tasks.Add(body);
        return this;
    }

    /// <summary>A task each minute in [from, to) that the Scheduler started and that ended well.</summary>
    public TestAccount Tasks(string family, string from, string to)
    {
        for (var at = T(from); at < T(to); at += Duration.FromMinutes(1))
            Task(family, Text(at + Duration.FromSeconds(5)), $"chronos-schedule/{family}");
        return this;
    }

    public TestAccount Cluster(string arn, string? status)
    {
        _clusters.RemoveAll(c => c.Arn == arn);
        _clusters.Add((arn, status ?? "MISSING"));
        return this;
    }

    /// <summary>A CloudTrail event with its request and answer.</summary>
    public TestAccount Event(
        string at,
        string name,
        object? request,
        string by = "platform-deploy",
        string? error = null,
        object? response = null,
        string? invokedBy = null,
        string? message = null,
        string? role = null
    )
    {
        var detail = new JsonObject
        {
            ["eventTime"] = Text(T(at)),
            ["eventName"] = name,
            ["eventID"] = $"e{++_ids}",
            ["awsRegion"] = Region,
            ["userIdentity"] = role is null
                ? new JsonObject { ["userName"] = by, ["invokedBy"] = invokedBy }
                : new JsonObject
                {
                    ["invokedBy"] = invokedBy,
                    ["arn"] = $"arn:aws:sts::123456789012:assumed-role/{role.Split('/')[^1]}/{by}",
                    ["sessionContext"] = new JsonObject
                    {
                        ["sessionIssuer"] = new JsonObject { ["arn"] = role, ["userName"] = role.Split('/')[^1] },
                    },
                },
            ["requestParameters"] = JsonSerializer.SerializeToNode(request),
            ["responseElements"] = response is null ? null : JsonSerializer.SerializeToNode(response),
        };
        if (error is not null)
            detail["errorCode"] = error;
        if (message is not null)
            detail["errorMessage"] = message;
        _events.Add(new JsonObject { ["CloudTrailEvent"] = detail.ToJsonString() });
        return this;
    }

    public TestAccount Created(
        string name,
        string at = "2026-01-12T09:00:00Z",
        string expression = "rate(1 minute)",
        Action<JsonObject>? change = null
    ) => Changed("CreateSchedule", name, at, expression, "platform-deploy", null, change);

    public TestAccount Updated(
        string name,
        string at,
        Action<JsonObject>? change = null,
        string expression = "rate(1 minute)",
        string by = "platform-deploy",
        string? error = null
    ) => Changed("UpdateSchedule", name, at, expression, by, error, change);

    public TestAccount Deleted(string name, string at) => Event(at, "DeleteSchedule", new { Name = name, GroupName = "default" });

    /// <summary>A RunTask call and the tasks it started.</summary>
    public TestAccount RunTask(
        string family,
        string at,
        string? startedBy,
        string by = "scheduler",
        object? overrides = null,
        params string[] tasks
    ) =>
        Event(
            at,
            "RunTask",
            new
            {
                taskDefinition = Definition(family),
                cluster = Good,
                startedBy,
                overrides,
            },
            by,
            response: new { tasks = (tasks.Length == 0 ? [NextTask()] : tasks).Select(t => new { taskArn = TaskArn(t) }) },
            invokedBy: startedBy?.StartsWith("chronos-schedule/", StringComparison.Ordinal) == true ? "scheduler.amazonaws.com" : null
        );

    /// <summary>One answer of GetMetricData with the invocations of a function by minute.</summary>
    public TestAccount Invocations(
        string function,
        IEnumerable<(string Minute, int Count)> points,
        string from = "12:00",
        string status = "Complete"
    )
    {
        var all = points.ToList();
        Record(
            "cloudwatch",
            "GetMetricData",
            new
            {
                StartTime = Text(T(from)),
                EndTime = Text(AskedAt),
                MetricDataQueries = new[]
                {
                    new
                    {
                        Id = "q1",
                        MetricStat = new
                        {
                            Metric = new
                            {
                                Namespace = "AWS/Lambda",
                                MetricName = "Invocations",
                                Dimensions = new[] { new { Name = "FunctionName", Value = function } },
                            },
                            Period = 60,
                            Stat = "Sum",
                        },
                    },
                },
            },
            JsonSerializer.SerializeToNode(
                new
                {
                    MetricDataResults = new[]
                    {
                        new
                        {
                            Id = "q1",
                            StatusCode = status,
                            Timestamps = all.Select(p => Text(T(p.Minute))),
                            Values = all.Select(p => (double)p.Count),
                        },
                    },
                }
            )!
        );
        return this;
    }

    /// <summary>One answer of GetMetricData with the events that a log group took in by minute; other minutes are silent.</summary>
    public TestAccount LogEvents(string group, IEnumerable<(string Minute, int Count)> points, string from = "12:00", string? to = null)
    {
        var all = points.ToList();
        return Record(
            "cloudwatch",
            "GetMetricData",
            new JsonObject
            {
                ["StartTime"] = Text(T(from)),
                ["EndTime"] = to is null ? Text(AskedAt) : Text(T(to)),
                ["MetricDataQueries"] = new JsonArray(IncomingLogEvents.Query("g0", group)),
            },
            JsonSerializer.SerializeToNode(
                new
                {
                    MetricDataResults = new[]
                    {
                        new
                        {
                            Id = "g0",
                            StatusCode = "Complete",
                            Timestamps = all.Select(p => Text(T(p.Minute))),
                            Values = all.Select(p => (double)p.Count),
                        },
                    },
                }
            )!
        );
    }

    public TestAccount Record(
        string service,
        string operation,
        object parameters,
        JsonNode body,
        int status = 200,
        Instant? requestedAt = null,
        string region = Region
    )
    {
        var asked = JsonSerializer.SerializeToElement(parameters);
        var id = EvidenceId.Of(service, operation, region, asked);
        _records.RemoveAll(r => r.Id == id);
        _records.Add(
            new EvidenceRecord
            {
                Id = id,
                Service = service,
                Operation = operation,
                Region = region,
                Parameters = asked,
                RequestedAt = requestedAt ?? AskedAt,
                Status = status,
                Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            }
        );
        return this;
    }

    public string NextTask() => $"{++_ids:x32}";

    /// <summary>Writes the bundle, reads it again and runs the whole analysis.</summary>
    public TestAnalysis Analyse(
        Settings? settings = null,
        IncidentFile? incident = null,
        MarketCalendars? calendars = null,
        string? outage = null
    ) =>
        Read(bundle =>
        {
            var inputs = new AnalysisInputs
            {
                ToolVersion = "0.1.0",
                Settings = settings,
                Incident = incident,
                Calendars = calendars ?? MarketCalendars.Embedded,
                Outage = outage,
            };
            var analysis = BundleAnalysis.Of(bundle, inputs);
            return new TestAnalysis(analysis, IncidentDocument.Of(bundle, analysis));
        });

    /// <summary>Writes the bundle, reads it again and makes something of it.</summary>
    public TResult Read<TResult>(Func<BundleReader, TResult> make)
    {
        var given = _records.Count;
        RecordAnswers();
        var records = _records.ToArray();
        _records.RemoveRange(given, _records.Count - given);
        var folder = Directory.CreateTempSubdirectory("incidentkit-").FullName;
        try
        {
            var path = Path.Combine(folder, "bundle");
            using (var writer = BundleWriter.Create(path, Manifest()))
            {
                foreach (var record in records)
                    writer.Append(record);
                writer.Complete(Coverage);
            }

            using var bundle = BundleReader.Open(path);
            return make(bundle);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void RecordAnswers()
    {
        foreach (var (group, (streams, more)) in _listings)
        {
            var body = new JsonObject { ["logStreams"] = Copy(streams) };
            if (more)
                body["nextToken"] = "next";
            Record(
                "logs",
                "DescribeLogStreams",
                new
                {
                    logGroupName = group,
                    orderBy = "LastEventTime",
                    descending = true,
                },
                body
            );
        }

        Record("logs", "DescribeLogGroups", new { }, new JsonObject { ["logGroups"] = Copy(_groups) });
        Record("cloudtrail", "LookupEvents", new { }, new JsonObject { ["Events"] = Copy(_events) });
        if (_tasks.Count > 0)
            Record("ecs", "DescribeTasks", new { cluster = Good }, new JsonObject { ["tasks"] = Copy(_tasks) });
        if (ClustersDenied)
            Record(
                "ecs",
                "DescribeClusters",
                new { },
                JsonSerializer.SerializeToNode(new { error = new { code = "AccessDeniedException", message = "no" } })!,
                400
            );
        else
            Record(
                "ecs",
                "DescribeClusters",
                new { },
                JsonSerializer.SerializeToNode(
                    new
                    {
                        clusters = _clusters.Where(c => c.Status != "MISSING").Select(c => new { clusterArn = c.Arn, status = c.Status }),
                        failures = _clusters.Where(c => c.Status == "MISSING").Select(c => new { arn = c.Arn, reason = "MISSING" }),
                    }
                )!
            );
    }

    private static JsonArray Copy(List<JsonObject> items) => new([.. items.Select(i => i.DeepClone())]);

    private BundleManifest Manifest() =>
        new()
        {
            SchemaVersion = "1.0.0",
            ToolVersion = "0.1.0",
            Window = _window,
            Regions = [Region],
            Account = "123456789012",
            CollectedAt = AskedAt,
            Complete = false,
            Coverage = [],
            Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
        };

    private TestAccount Changed(
        string action,
        string name,
        string at,
        string expression,
        string by,
        string? error,
        Action<JsonObject>? change
    )
    {
        var configuration = Configuration(name, expression);
        change?.Invoke(configuration);
        return Event(at, action, configuration, by, error);
    }

    private static string TaskArn(string task) => $"arn:aws:ecs:{Region}:123456789012:task/main/{task}";

    private static Instant Parse(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static long Milliseconds(Instant instant) => instant.ToUnixTimeMilliseconds();
}
