using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime.Text;

namespace IncidentKit.Tests.Lab;

/// <summary>
/// An account and what happened in it. A story says which jobs there are, what people changed (and so is in CloudTrail), and what became of
/// the Scheduler's calls; <see cref="WorldEvidence"/> makes of it what the recorder would have found. Times are of 2026-04-21 in UTC,
/// <c>12:41</c> or <c>12:41:20</c>, unless they carry a date.
/// </summary>
internal sealed partial class World
{
    public const string Region = "us-west-2";
    public const string Old = "2025-06-02T08:00:00Z";
    public const string Recent = "2026-04-06T09:00:00Z";
    public const string RunRole = "pipeline-run";

    /// <summary>The window.</summary>
    public Interval Window { get; set; } = new(T("10:00"), T("16:00"));

    /// <summary>When it was recorded: 19:30, or 16:04 while ECS still remembers the tasks of the last hour.</summary>
    public Instant RecordedAt { get; set; } = T("19:30");

    /// <summary>Since when a flight recorder keeps the events of stopped tasks; null without one.</summary>
    public Instant? RecorderSince { get; set; }

    /// <summary>Messages of the recorder's group besides those of the jobs' tasks.</summary>
    public List<string> RecorderMessages { get; } = [];

    public List<Job> Jobs { get; } = [];

    public List<JsonObject> Events { get; } = [];

    public List<(string Family, string Status, Action<JsonObject>? Change)> Definitions { get; } = [];

    public Dictionary<string, string> Clusters { get; } =
        new(StringComparer.Ordinal) { [ClusterArn("main")] = "ACTIVE", [ClusterArn("batch")] = "ACTIVE" };

    /// <summary>The policies and the trusted service of each role when it is recorded.</summary>
    public Dictionary<string, (string? Trust, JsonNode[] Policies)> Roles { get; } =
        new(StringComparer.Ordinal)
        {
            [RunRole] = ("scheduler.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole")]),
            ["task-role"] = ("ecs-tasks.amazonaws.com", []),
            ["exec-role"] = ("ecs-tasks.amazonaws.com", [Allow("ecr:*", "logs:*", "secretsmanager:GetSecretValue")]),
        };

    /// <summary>Sources that were not answered, with their status and reason.</summary>
    public Dictionary<string, (CoverageStatus Status, string Reason)> Unanswered { get; } = new(StringComparer.Ordinal);

    /// <summary>Since when RunTask events were read; null for as far back as is useful.</summary>
    public Instant? CallsSince { get; set; }

    /// <summary>Since when RunTask events are looked up; null for two hours before the window.</summary>
    public Instant? CallsFrom { get; set; }

    /// <summary>What else was recorded, as answers of their own.</summary>
    public List<(string Service, string Operation, object Parameters, JsonNode Body, string Region)> More { get; } = [];

    public List<string> Regions { get; } = [Region];

    /// <summary>Subnets and groups that are gone.</summary>
    public HashSet<string> GoneNetworks { get; } = new(StringComparer.Ordinal);

    /// <summary>What the team says of its system; null without settings.</summary>
    public string? Settings { get; set; }

    /// <summary>What people say of the incident; null when nobody says anything.</summary>
    public string? Incident { get; set; }

    /// <summary>Schedules of other targets, as GetSchedule answers.</summary>
    public List<JsonObject> Others { get; } = [];

    public static Instant T(string time) =>
        InstantPattern
            .ExtendedIso.Parse(
                time.Length switch
                {
                    5 => $"2026-04-21T{time}:00Z",
                    8 => $"2026-04-21T{time}Z",
                    _ => time,
                }
            )
            .Value;

    public static Duration Seconds(int seconds) => Duration.FromSeconds(seconds);

    public static Duration Minutes(int minutes) => Duration.FromMinutes(minutes);

    public static string Iso(Instant at) => InstantPattern.ExtendedIso.Format(at);

    public static string ClusterArn(string name, string region = Region) => $"arn:aws:ecs:{region}:123456789012:cluster/{name}";

    public static string RoleArn(string name) => $"arn:aws:iam::123456789012:role/{name}";

    public static string DefinitionArn(string revision, string region = Region) =>
        $"arn:aws:ecs:{region}:123456789012:task-definition/{revision}";

    public static JsonNode Allow(params string[] actions) =>
        JsonSerializer.SerializeToNode(
            new
            {
                Version = "2012-10-17",
                Statement = new[]
                {
                    new
                    {
                        Effect = "Allow",
                        Action = actions,
                        Resource = "*",
                    },
                },
            }
        )!;

    public static string Trust(string service) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>Every so many seconds from two hours before the window until it is recorded.</summary>
    public IEnumerable<Instant> Every(int seconds, string? first = null, string? last = null, string phase = Old)
    {
        var (from, to) = (first is null ? Window.Start - Minutes(120) : T(first), last is null ? RecordedAt : T(last));
        var step = Seconds(seconds);
        var behind = (long)Math.Ceiling((from - T(phase)) / step);
        for (var at = T(phase) + (step * behind); at < to; at += step)
            yield return at;
    }

    /// <summary>
    /// A schedule that starts a task: called a few seconds after each fire time. Its log says the first word a while later.
    /// </summary>
    public Job Add(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string? family = null,
        string? logGroup = null,
        string? container = null,
        string cluster = "main",
        string role = RunRole,
        string created = Old,
        bool createEvent = false,
        int callSecond = 4,
        int delay = 11,
        string streamName = "ecs/{0}/{1}",
        string region = Region,
        Action<JsonObject>? change = null
    )
    {
        family ??= name;
        var live = Configuration(name, expression, family, cluster, role, region);
        live["CreationDate"] = created;
        live["LastModificationDate"] = created;
        change?.Invoke(live);
        var job = new Job
        {
            Name = name,
            Region = region,
            Family = family,
            LogGroup = logGroup ?? $"/fleet/{family}",
            Container = container ?? family,
            Live = live,
            Delay = Seconds(delay),
            StreamName = streamName,
        };
        foreach (var slot in slots)
            job.Calls.Add(
                new Call
                {
                    Job = job,
                    Slot = slot,
                    At = slot + Seconds(callSecond),
                }
            );
        Jobs.Add(job);
        if (createEvent)
            Changed(T(created), "CreateSchedule", "terraform", live, region);
        return job;
    }

    /// <summary>The jobs of an ordinary account: pulse each minute, ledger every 5, quotes every 10, digest each hour.</summary>
    public World Fleet(params string[] only) => Fleet(false, only);

    /// <summary>The same; their creation is in CloudTrail, or it is older than that.</summary>
    public World Fleet(bool created, params string[] only)
    {
        foreach (var (name, expression, seconds) in AllJobs)
        {
            if (only.Length == 0 || only.Contains(name))
                Add(name, expression, Every(seconds), created: created ? Recent : Old, createEvent: created);
        }

        return this;
    }

    public static readonly (string Name, string Expression, int Seconds)[] AllJobs =
    [
        ("pulse", "cron(* * * * ? *)", 60),
        ("ledger", "cron(0/5 * * * ? *)", 300),
        ("quotes", "cron(0/10 * * * ? *)", 600),
        ("digest", "cron(0 * * * ? *)", 3600),
    ];

    public Job this[string name] => Jobs.Single(j => j.Name == name || (j.RuleTarget is { } id && name == $"{j.Name}/{id}"));

    /// <summary>UpdateSchedule: the whole configuration is sent, changed. Unless told otherwise it is still so when it is recorded.</summary>
    public World Update(string name, string at, string by, Action<JsonObject> change, bool live = true)
    {
        var job = this[name];
        var sent = job.Live.DeepClone().AsObject();
        change(sent);
        Changed(T(at), "UpdateSchedule", by, job.IsByCall ? WorldEvidence.ByCall(job, sent) : sent, job.Region);
        if (live)
        {
            sent["LastModificationDate"] = Iso(T(at));
            job.Live = sent;
        }
        else
        {
            job.Live["LastModificationDate"] = Iso(T(at));
        }

        return this;
    }

    /// <summary>An update that no recorded page holds: only the schedule's own date tells of it.</summary>
    public World Unrecorded(string name, string at, Action<JsonObject> change)
    {
        change(this[name].Live);
        this[name].Live["LastModificationDate"] = Iso(T(at));
        return this;
    }

    public World SendTo(string name, string cluster, string at, string by = "release-bot", bool live = true) =>
        Update(name, at, by, s => s["Target"]!["Arn"] = ClusterArn(cluster, this[name].Region), live);

    public World Delete(string name, string at, string by)
    {
        this[name].Exists = false;
        return Event(at, "DeleteSchedule", by, new { name, groupName = this[name].Group }, region: this[name].Region);
    }

    public World Event(
        string at,
        string name,
        string by,
        object? request,
        string? error = null,
        string? message = null,
        object? response = null,
        string region = Region
    )
    {
        Events.Add(EventOf(T(at), name, by, JsonSerializer.SerializeToNode(request), error, message, response, region));
        return this;
    }

    /// <summary>A change of IAM, which CloudTrail has in one region of the partition.</summary>
    public World Iam(string at, string name, string by, object request) => Event(at, name, by, request, region: "us-east-1");

    public World PutPolicy(string at, string by, string role, JsonNode policy, bool live = true)
    {
        if (live)
            Roles[role] = (Roles[role].Trust, [policy]);
        return Iam(
            at,
            "PutRolePolicy",
            by,
            new
            {
                roleName = role,
                policyName = "p0",
                policyDocument = policy.ToJsonString(),
            }
        );
    }

    public World DeleteCluster(string name, string at, string by = "sweeper", bool live = true)
    {
        if (live)
            Clusters[ClusterArn(name)] = "INACTIVE";
        return Event(at, "DeleteCluster", by, new { cluster = name });
    }

    public JsonObject EventOf(
        Instant at,
        string name,
        string by,
        JsonNode? request,
        string? error = null,
        string? message = null,
        object? response = null,
        string region = Region
    )
    {
        var detail = new JsonObject
        {
            ["eventTime"] = Iso(at),
            ["eventName"] = name,
            ["eventID"] = string.Create(CultureInfo.InvariantCulture, $"{Events.Count:x8}-{name}-{at.ToUnixTimeSeconds()}"),
            ["awsRegion"] = region,
            ["userIdentity"] = new JsonObject
            {
                ["type"] = "IAMUser",
                ["userName"] = by,
                ["arn"] = $"arn:aws:iam::123456789012:user/{by}",
            },
            ["requestParameters"] = request,
            ["responseElements"] = response is null ? null : JsonSerializer.SerializeToNode(response),
        };
        if (error is not null)
            (detail["errorCode"], detail["errorMessage"]) = (error, message ?? "");
        return detail;
    }

    // What became of the calls made in [first, last).

    public World Drop(string names, string first, string? last = null) => Each(names, first, last, c => c.Dropped = true);

    public World Refuse(
        string names,
        string first,
        string? last = null,
        string code = "ClusterNotFoundException",
        string message = "Cluster not found."
    ) => Each(names, first, last, c => c.Error = (code, message));

    /// <summary>The calls of a role that may not run tasks: CloudTrail has no request of them.</summary>
    public World Deny(string names, string first, string? last = null) =>
        Each(
            names,
            first,
            last,
            c =>
            {
                c.Denied = true;
                c.Error = (
                    "AccessDenied",
                    $"User: arn:aws:sts::123456789012:assumed-role/{c.Job.Role.Split('/')[^1]}/9f8e is not authorized to perform: ecs:RunTask on resource: {c.Job.Definition} because no identity-based policy allows the ecs:RunTask action"
                );
            }
        );

    public World NotPlaced(string names, string first, string? last, string reason, Func<int, bool>? which = null)
    {
        var n = 0;
        return Each(
            names,
            first,
            last,
            c =>
            {
                if (which?.Invoke(n++) != false)
                    c.NotPlaced = reason;
            }
        );
    }

    public World Die(string names, string first, string? last, Death death, Func<int, bool>? which = null)
    {
        var n = 0;
        return Each(
            names,
            first,
            last,
            c =>
            {
                if (which?.Invoke(n++) != false)
                    c.Death = death;
            }
        );
    }

    public World Each(string names, string first, string? last, Action<Call> what)
    {
        foreach (var job in names == "*" ? Jobs : names.Split(' ').Select(n => this[n]))
        {
            foreach (var call in job.From(T(first), last is null ? null : T(last)))
                what(call);
        }

        return this;
    }

    /// <summary>Only streams and metrics tell of runs: a batch system's RunTask calls filled the pages that were read.</summary>
    public World StreamsOnly()
    {
        CallsSince = RecordedAt;
        return this;
    }

    /// <summary>Recorded while ECS still remembers the tasks of the last hour.</summary>
    public World Near()
    {
        RecordedAt = Window.End + Minutes(4);
        return this;
    }

    /// <summary>A flight recorder keeps the events of stopped tasks, always or since a time.</summary>
    public World Recorder(string since = "2026-04-01T00:00:00Z")
    {
        RecorderSince = T(since);
        return this;
    }

    /// <summary>How long the tasks of the calls made in [first, last) ran; null for those that still run.</summary>
    public World Take(string names, string first, string? last, int? minutes) =>
        Each(names, first, last, c => c.Life = minutes is { } m ? Minutes(m) : null);

    public World Unread(string source, CoverageStatus status = CoverageStatus.Denied, string reason = "AccessDeniedException")
    {
        Unanswered[source] = (status, reason);
        return this;
    }

    /// <summary>The event of an update of a schedule that starts no task.</summary>
    public World Sent(JsonObject schedule, string at, string by)
    {
        Changed(T(at), "UpdateSchedule", by, schedule, Region);
        return this;
    }

    private void Changed(Instant at, string name, string by, JsonObject sent, string region)
    {
        var request = Lowered(sent)!.AsObject();
        request.Remove("creationDate");
        request.Remove("lastModificationDate");
        Events.Add(EventOf(at, name, by, request, region: region));
    }

    /// <summary>CloudTrail writes the members of a request with a small first letter.</summary>
    private static JsonNode? Lowered(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(
                o.Select(m => KeyValuePair.Create(char.ToLowerInvariant(m.Key[0]) + m.Key[1..], Lowered(m.Value)))
            ),
            JsonArray a => new JsonArray([.. a.Select(Lowered)]),
            _ => node?.DeepClone(),
        };

    private static JsonObject Configuration(string name, string expression, string family, string cluster, string role, string region) =>
        new()
        {
            ["Name"] = name,
            ["GroupName"] = "default",
            ["ScheduleExpression"] = expression,
            ["ScheduleExpressionTimezone"] = "UTC",
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["State"] = "ENABLED",
            ["Target"] = new JsonObject
            {
                ["Arn"] = ClusterArn(cluster, region),
                ["RoleArn"] = RoleArn(role),
                ["RetryPolicy"] = new JsonObject { ["MaximumRetryAttempts"] = 2, ["MaximumEventAgeInSeconds"] = 180 },
                ["EcsParameters"] = new JsonObject
                {
                    ["TaskDefinitionArn"] = DefinitionArn(family, region),
                    ["LaunchType"] = "FARGATE",
                    ["TaskCount"] = 1,
                    ["NetworkConfiguration"] = new JsonObject
                    {
                        ["awsvpcConfiguration"] = new JsonObject
                        {
                            ["Subnets"] = new JsonArray("subnet-0a1"),
                            ["SecurityGroups"] = new JsonArray("sg-0a1"),
                        },
                    },
                },
            },
        };

    /// <summary>A function that a schedule invokes every five minutes, sound unless its metrics say otherwise.</summary>
    public World Invokes(string name)
    {
        Others.Add(
            new JsonObject
            {
                ["Name"] = name,
                ["GroupName"] = "default",
                ["ScheduleExpression"] = "cron(0/5 * * * ? *)",
                ["ScheduleExpressionTimezone"] = "UTC",
                ["State"] = "ENABLED",
                ["CreationDate"] = Old,
                ["LastModificationDate"] = Old,
                ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
                ["Target"] = new JsonObject
                {
                    ["Arn"] = $"arn:aws:lambda:{Region}:123456789012:function:{name}",
                    ["RoleArn"] = RoleArn(RunRole),
                },
            }
        );
        Roles[RunRole] = ("scheduler.amazonaws.com", [Allow("ecs:RunTask", "iam:PassRole", "lambda:InvokeFunction")]);
        More.Add(
            (
                "lambda",
                "GetFunctionConfiguration",
                new { FunctionName = name },
                new JsonObject
                {
                    ["FunctionName"] = name,
                    ["State"] = "Active",
                    ["LastModified"] = "2025-06-02T08:00:00.000+0000",
                },
                Region
            )
        );
        return this;
    }

    /// <summary>A rule of EventBridge with a schedule, and what it calls.</summary>
    public World Rule(string name, string state, params string[] targets)
    {
        More.Add(
            (
                "events",
                "ListRules",
                new { },
                JsonSerializer.SerializeToNode(
                    new
                    {
                        Rules = new[]
                        {
                            new
                            {
                                Name = name,
                                State = state,
                                ScheduleExpression = "rate(5 minutes)",
                                Arn = $"arn:aws:events:{Region}:123456789012:rule/{name}",
                            },
                        },
                    }
                )!,
                Region
            )
        );
        More.Add(
            (
                "events",
                "ListTargetsByRule",
                new { Rule = name },
                JsonSerializer.SerializeToNode(new { Targets = targets.Select((arn, i) => new { Id = $"t{i}", Arn = arn }) })!,
                Region
            )
        );
        return this;
    }

    /// <summary>Counts of a function by minute.</summary>
    public World FunctionMetric(string function, string metric, IEnumerable<(string Minute, double Value)> points)
    {
        AddMetric(
            (parameters, body) => More.Add(("cloudwatch", "GetMetricData", parameters, body, Region)),
            (Iso(Window.Start - Minutes(130)), Iso(Instant.Min(Window.End + Minutes(10), RecordedAt))),
            ("AWS/Lambda", metric, "FunctionName", function),
            points
        );
        return this;
    }

    /// <summary>One answer of GetMetricData.</summary>
    public static void AddMetric(
        Action<object, JsonNode> add,
        (string Start, string End) span,
        (string Space, string Metric, string Dimension, string Value) what,
        IEnumerable<(string Minute, double Value)> points
    )
    {
        var all = points.ToList();
        add(
            new
            {
                StartTime = span.Start,
                EndTime = span.End,
                MetricDataQueries = new[]
                {
                    new
                    {
                        Id = "m0",
                        MetricStat = new
                        {
                            Metric = new
                            {
                                Namespace = what.Space,
                                MetricName = what.Metric,
                                Dimensions = new[] { new { Name = what.Dimension, what.Value } },
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
                            Id = "m0",
                            StatusCode = "Complete",
                            Timestamps = all.Select(p => p.Minute),
                            Values = all.Select(p => p.Value),
                        },
                    },
                }
            )!
        );
    }

    /// <summary>Messages of the dead-letter queue: for which fire time of which schedule, and what the target answered.</summary>
    public World DeadLetters(string name, IEnumerable<Instant> due, string code, string message, string group = "default")
    {
        More.Add(
            (
                "sqs",
                "ReceiveMessage",
                new { QueueUrl = "https://sqs.us-west-2.amazonaws.com/123456789012/lost", For = name },
                JsonSerializer.SerializeToNode(
                    new
                    {
                        Messages = due.Select(at => new
                        {
                            MessageId = Iso(at),
                            Body = "{}",
                            MessageAttributes = new Dictionary<string, object>(StringComparer.Ordinal)
                            {
                                ["ERROR_CODE"] = new { DataType = "String", StringValue = code },
                                ["ERROR_MESSAGE"] = new { DataType = "String", StringValue = message },
                                ["RETRY_ATTEMPTS"] = new { DataType = "String", StringValue = "2" },
                                ["SCHEDULED_TIME"] = new { DataType = "String", StringValue = Iso(at) },
                                ["SCHEDULE_ARN"] = new
                                {
                                    DataType = "String",
                                    StringValue = $"arn:aws:scheduler:{Region}:123456789012:schedule/{group}/{name}",
                                },
                            },
                        }),
                    }
                )!,
                Region
            )
        );
        return this;
    }
}
