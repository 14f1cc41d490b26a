using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentKit.Testing;

/// <summary>One schedule of the scenario.</summary>
/// <param name="Name">Name of the schedule, and of task family and container.</param>
/// <param name="Service">Last part of its log group.</param>
/// <param name="Period">Minutes between fire times, counted from midnight UTC.</param>
/// <param name="Delay">Seconds from the fire time to the first log event.</param>
/// <param name="Breaks">Whether the push at 16:36 breaks it.</param>
public sealed record FreezeSchedule(string Name, string Service, int Period, int Delay, bool Breaks)
{
    public bool IsLambda => Name == "trade-alert-checker";
    public string Expression =>
        Period switch
        {
            1 => "rate(1 minute)",
            360 => "cron(0 0/6 * * ? *)",
            var minutes => $"rate({minutes} minutes)",
        };
    public string LogGroup => IsLambda ? $"/aws/lambda/{Name}" : $"/ecs/ops-pipeline/{Service}";
}

/// <summary>One log stream of the scenario.</summary>
public sealed record FreezeLog(string Group, string Name, Instant First, Instant Last);

/// <summary>One CloudTrail event of the scenario, with the attributes it can be looked up by.</summary>
public sealed record FreezeEvent(Instant At, string Name, string Username, JsonObject Detail);

/// <summary>The story "six schedules stop at 16:36 UTC" as it stands at one of its two recordings. Everything in it is
/// determined.</summary>
public sealed class FreezeScenario
{
    public const string Account = "123456789012";
    public const string Region = "us-west-2";
    public const string GoodCluster = $"arn:aws:ecs:{Region}:{Account}:cluster/ops-pipeline-cluster";
    public const string BadCluster = $"arn:aws:ecs:{Region}:{Account}:cluster/ops-pipeline";
    public const string TaskEventGroup = "/aws/events/incidentkit/ecs-tasks";
    public const string SchedulerRole = $"arn:aws:iam::{Account}:role/ops-pipeline-scheduler";

    public static readonly Instant Created = Instant.FromUtc(2026, 1, 12, 9, 0);
    public static readonly Instant RatesStart = Instant.FromUtc(2026, 1, 12, 9, 30);
    static readonly Instant Broken = Instant.FromUtc(2026, 1, 29, 16, 36, 40);
    static readonly Instant Described = Instant.FromUtc(2026, 1, 29, 20, 47, 10);
    static readonly Instant Repaired = Instant.FromUtc(2026, 1, 29, 23, 1, 5);
    static readonly Instant SeededFrom = Instant.FromUtc(2026, 1, 29, 13, 45);
    static readonly Instant DayBefore = Instant.FromUtc(2026, 1, 28, 18, 0);
    static readonly (Instant Run, Instant FirstEvent)[] ByHand =
    [
        (Instant.FromUtc(2026, 1, 29, 22, 30, 20), Instant.FromUtc(2026, 1, 29, 22, 30, 52)),
        (Instant.FromUtc(2026, 1, 29, 22, 58, 30), Instant.FromUtc(2026, 1, 29, 22, 59, 4)),
    ];

    static readonly int[] PushSeconds = [0, 2, 4, 7, 9, 12];
    static readonly int[] RepairSeconds = [0, 7, 14, 21, 28, 35];

    FreezeScenario(string name, Instant end, Instant recordedAt)
    {
        Name = name;
        Window = new Interval(Instant.FromUtc(2026, 1, 29, 14, 0), end);
        RecordedAt = recordedAt;
    }

    /// <summary>Recorded while it is broken.</summary>
    public static FreezeScenario Open { get; } =
        new("freeze-open", Instant.FromUtc(2026, 1, 29, 22, 58), Instant.FromUtc(2026, 1, 29, 22, 58));

    /// <summary>Recorded afterwards.</summary>
    public static FreezeScenario Closed { get; } =
        new("freeze-closed", Instant.FromUtc(2026, 1, 29, 23, 10), Instant.FromUtc(2026, 1, 30, 1, 15));

    public static IReadOnlyList<FreezeSchedule> Schedules { get; } =
    [
        new("ops-pipeline-dispatcher", "dispatcher", 1, 21, true),
        new("ops-pipeline-signal-engine-1m", "signal-engine", 1, 17, true),
        new("ops-pipeline-telemetry-ingestor-1m", "telemetry-ingestor", 1, 44, true),
        new("ops-pipeline-dispatcher-tiny", "dispatcher-tiny", 5, 23, true),
        new("position-manager-1min", "position-manager", 1, 12, true),
        new("ticker-discovery-6h", "ticker-discovery", 360, 30, true),
        new("ops-pipeline-classifier", "classifier", 5, 26, false),
        new("ops-pipeline-feature-computer-1m", "feature-computer", 1, 15, false),
        new("ops-pipeline-position-manager", "position-manager", 5, 14, false),
        new("ops-pipeline-rss-ingest", "rss-ingest", 5, 19, false),
        new("ops-pipeline-healthcheck-5m", "healthcheck", 5, 9, false),
        new("ops-pipeline-watchlist-engine-5m", "watchlist-engine", 5, 28, false),
        new("trade-alert-checker", "trade-alert-checker", 5, 1, false),
    ];

    public string Name { get; }
    public Interval Window { get; }
    public Instant RecordedAt { get; }

    /// <summary>Whether the cluster of the six has been put right.</summary>
    public bool IsRepaired => RecordedAt > Repaired;

    /// <summary>The fire times in [from, to) that led to a run.</summary>
    public static IEnumerable<Instant> Runs(FreezeSchedule schedule, Instant from, Instant to)
    {
        var step = schedule.Period * 60;
        var first = (from.ToUnixTimeSeconds() + step - 1) / step * step;
        for (var at = Instant.FromUnixTimeSeconds(first); at < to; at += Duration.FromSeconds(step))
            if (!schedule.Breaks || at < Broken || at > Repaired + Duration.FromSeconds(35))
                yield return at;
    }

    /// <summary>The run's task id: 32 hex digits, determined by schedule and time.</summary>
    public static string TaskId(string schedule, Instant at) => Hex($"{schedule} {at}")[..32];

    /// <summary>The log streams that exist at the recording.</summary>
    public IReadOnlyList<FreezeLog> Streams()
    {
        var streams = new List<FreezeLog>();
        foreach (var schedule in Schedules.Where(schedule => !schedule.IsLambda))
        {
            var early = schedule.Period == 360 ? Instant.FromUtc(2026, 1, 29, 12, 0) : SeededFrom;
            foreach (var at in Runs(schedule, early, RecordedAt).Prepend(DayBefore))
                Add(schedule, TaskId(schedule.Name, at), at + Duration.FromSeconds(schedule.Delay));
        }
        foreach (var (run, first) in ByHand)
            Add(Schedules[0], TaskId("by hand", run), first);
        var lambda = Schedules.Single(schedule => schedule.IsLambda);
        for (var start = DayBefore + Duration.FromHours(18); start < RecordedAt; start += Duration.FromHours(2))
        {
            var last = Runs(lambda, start, Instant.Min(RecordedAt, start + Duration.FromHours(2))).Last();
            streams.Add(
                new(
                    lambda.LogGroup,
                    $"{start.ToDateTimeUtc():yyyy/MM/dd}/[$LATEST]{TaskId(lambda.Name, start)}",
                    start + Duration.FromSeconds(1),
                    last + Duration.FromSeconds(1)
                )
            );
        }
        return streams;

        void Add(FreezeSchedule schedule, string task, Instant first)
        {
            if (first < RecordedAt)
                streams.Add(new(schedule.LogGroup, $"ecs/{schedule.Name}/{task}", first, first));
        }
    }

    /// <summary>The schedule as CreateSchedule takes it, as it stands at the recording.</summary>
    public JsonObject ScheduleBody(FreezeSchedule schedule) =>
        Body(schedule, schedule.Breaks && !IsRepaired, described: schedule == Schedules[0] && RecordedAt >= Described);

    /// <summary>When the schedule was created and last changed.</summary>
    public (Instant Created, Instant Modified) DatesOf(string name)
    {
        var index = Schedules.TakeWhile(schedule => schedule.Name != name).Count();
        var created = Created + Duration.FromSeconds(15 * index);
        if (!Schedules[index].Breaks)
            return (created, created);
        return (
            created,
            IsRepaired ? Repaired + Duration.FromSeconds(RepairSeconds[index])
            : index == 0 ? Described
            : Broken + Duration.FromSeconds(PushSeconds[index])
        );
    }

    /// <summary>What Event history has with the attribute and a time in [from, to], newest first.</summary>
    /// <param name="key"><c>EventName</c> or <c>Username</c>.</param>
    /// <param name="value">The attribute's value.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Inclusive.</param>
    public IEnumerable<FreezeEvent> Events(string key, string value, Instant from, Instant to)
    {
        Func<FreezeEvent, bool> matches = key switch
        {
            "EventName" => e => e.Name == value,
            "Username" => e => e.Username == value,
            "EventSource" => e => e.Detail["eventSource"]!.GetValue<string>() == value,
            // Without the Scheduler's calls, of which there are thousands.
            "ReadOnly" => _ => value == "false",
            _ => throw new NotSupportedException(key),
        };
        return Changes()
            .Concat(ManualRuns())
            .Concat((key, value) == ("EventName", "RunTask") ? SchedulerRuns(from, to) : [])
            .Where(e => matches(e) && e.At >= from && e.At <= to && e.At <= RecordedAt)
            .OrderByDescending(e => e.At)
            .ThenBy(e => e.Detail["eventID"]!.GetValue<string>(), StringComparer.Ordinal);
    }

    static IEnumerable<FreezeEvent> Changes()
    {
        foreach (var (schedule, index) in Schedules.Select((schedule, index) => (schedule, index)))
        {
            yield return Change("CreateSchedule", Created + Duration.FromSeconds(15 * index), Deployer(), Body(schedule, false, false));
            if (!schedule.Breaks)
                continue;
            yield return Change(
                "UpdateSchedule",
                Broken + Duration.FromSeconds(PushSeconds[index]),
                Deployer(),
                Body(schedule, true, false)
            );
            if (index == 0)
                yield return Change("UpdateSchedule", Described, Admin(), Body(schedule, true, true));
            yield return Change(
                "UpdateSchedule",
                Repaired + Duration.FromSeconds(RepairSeconds[index]),
                Admin(),
                Body(schedule, false, index == 0)
            );
        }
    }

    static FreezeEvent Change(string name, Instant at, (string Username, JsonObject Identity) by, JsonObject body) =>
        Event(
            name,
            "scheduler.amazonaws.com",
            at,
            by,
            (JsonObject)CamelCase(body)!,
            new JsonObject { ["scheduleArn"] = $"arn:aws:scheduler:{Region}:{Account}:schedule/default/{body[nameof(Name)]}" }
        );

    static IEnumerable<FreezeEvent> ManualRuns() =>
        ByHand.Select(run =>
        {
            var schedule = Schedules[0];
            return RunTask(schedule, run.Run, TaskId("by hand", run.Run), Admin(), "ops-pipeline-cluster", null);
        });

    static IEnumerable<FreezeEvent> SchedulerRuns(Instant from, Instant to)
    {
        foreach (var schedule in Schedules.Where(schedule => !schedule.IsLambda))
        foreach (var at in Runs(schedule, Instant.Max(from, RatesStart) - Duration.FromMinutes(1), to))
            yield return RunTask(
                schedule,
                at + Duration.FromSeconds(2),
                TaskId(schedule.Name, at),
                Scheduler($"{schedule.Name} {at}"),
                GoodCluster,
                StartedBy(schedule)
            );
    }

    /// <summary>What the flight recorder's log group has of stopped tasks in [from, to], oldest first.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Inclusive.</param>
    public IEnumerable<(Instant At, string Message)> TaskEvents(Instant from, Instant to)
    {
        var tasks = new List<(Instant At, string Message)>();
        foreach (var schedule in Schedules.Where(schedule => !schedule.IsLambda))
        foreach (var at in Runs(schedule, from - Duration.FromMinutes(10), to))
            Add(
                schedule,
                at + Duration.FromSeconds(2),
                TaskId(schedule.Name, at),
                at + Duration.FromSeconds(schedule.Delay),
                StartedBy(schedule)
            );
        foreach (var (run, first) in ByHand)
            Add(Schedules[0], run, TaskId("by hand", run), first, null);
        return tasks
            .Where(task => task.At >= from && task.At <= to && task.At < RecordedAt)
            .OrderBy(task => task.At)
            .ThenBy(task => task.Message, StringComparer.Ordinal);

        void Add(FreezeSchedule schedule, Instant created, string task, Instant started, string? startedBy)
        {
            var ended = started + Duration.FromSeconds(Seconds(schedule, task));
            tasks.Add((ended + Duration.FromSeconds(9), TaskEvent(schedule, created, task, started, ended, startedBy)));
        }
    }

    /// <summary>How long a run takes: for each schedule about the same.</summary>
    static int Seconds(FreezeSchedule schedule, string task) =>
        schedule.Period == 360 ? 340
        : schedule.Period == 1 ? 8 + Convert.ToInt32(task[..1], 16) / 2
        : 40 + Convert.ToInt32(task[..2], 16) / 8;

    static string TaskEvent(FreezeSchedule schedule, Instant created, string task, Instant started, Instant ended, string? startedBy)
    {
        var stopped = ended + Duration.FromSeconds(9);
        var arn = $"arn:aws:ecs:{Region}:{Account}:task/ops-pipeline-cluster/{task}";
        var detail = new JsonObject
        {
            ["clusterArn"] = GoodCluster,
            ["containers"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = schedule.Name,
                    ["lastStatus"] = "STOPPED",
                    ["exitCode"] = 0,
                    ["taskArn"] = arn,
                }
            ),
            ["createdAt"] = Iso(created),
            ["desiredStatus"] = "STOPPED",
            ["executionStoppedAt"] = Iso(ended),
            ["group"] = $"family:{schedule.Name}",
            ["lastStatus"] = "STOPPED",
            ["launchType"] = "FARGATE",
            ["startedAt"] = Iso(started),
            ["stopCode"] = "EssentialContainerExited",
            ["stoppedAt"] = Iso(stopped),
            ["stoppedReason"] = "Essential container in task exited",
            ["taskArn"] = arn,
            ["taskDefinitionArn"] = TaskDefinition(schedule),
            ["version"] = 7,
        };
        if (startedBy is not null)
            detail["startedBy"] = startedBy;
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Uuid(task),
            ["detail-type"] = "ECS Task State Change",
            ["source"] = "aws.ecs",
            ["account"] = Account,
            ["time"] = Iso(stopped),
            ["region"] = Region,
            ["resources"] = new JsonArray(arn),
            ["detail"] = detail,
        }.ToJsonString();
    }

    static string StartedBy(FreezeSchedule schedule) =>
        $"chronos-schedule/{schedule.Name}" is var text && text.Length > 36 ? text[..36] : text;

    static FreezeEvent RunTask(
        FreezeSchedule schedule,
        Instant at,
        string task,
        (string Username, JsonObject Identity) by,
        string cluster,
        string? startedBy
    )
    {
        var definition = TaskDefinition(schedule);
        var request = new JsonObject
        {
            ["cluster"] = cluster,
            ["count"] = 1,
            ["launchType"] = "FARGATE",
            ["networkConfiguration"] = CamelCase(Network()),
            ["taskDefinition"] = definition,
        };
        var started = new JsonObject
        {
            ["taskArn"] = $"arn:aws:ecs:{Region}:{Account}:task/ops-pipeline-cluster/{task}",
            ["clusterArn"] = GoodCluster,
            ["taskDefinitionArn"] = definition,
            ["lastStatus"] = "PROVISIONING",
            ["desiredStatus"] = "RUNNING",
            ["group"] = $"family:{schedule.Name}",
            ["launchType"] = "FARGATE",
            ["createdAt"] = Iso(at),
        };
        if (startedBy is not null)
        {
            request["startedBy"] = startedBy;
            started["startedBy"] = startedBy;
        }
        return Event(
            "RunTask",
            "ecs.amazonaws.com",
            at,
            by,
            request,
            new JsonObject { ["failures"] = new JsonArray(), ["tasks"] = new JsonArray(started) }
        );
    }

    static FreezeEvent Event(
        string name,
        string source,
        Instant at,
        (string Username, JsonObject Identity) by,
        JsonObject request,
        JsonObject response
    )
    {
        var id = Hex($"{name} {at} {by.Username} {request["name"]} {request["taskDefinition"]}");
        var service = by.Identity["invokedBy"]?.GetValue<string>();
        return new(
            at,
            name,
            by.Username,
            new JsonObject
            {
                ["eventVersion"] = "1.09",
                ["userIdentity"] = by.Identity,
                ["eventTime"] = Iso(at),
                ["eventSource"] = source,
                ["eventName"] = name,
                ["awsRegion"] = Region,
                ["sourceIPAddress"] = service ?? "198.51.100.7",
                ["userAgent"] = service ?? "aws-cli/2.22.0",
                ["requestParameters"] = request,
                ["responseElements"] = response,
                ["requestID"] = Uuid(id[32..]),
                ["eventID"] = Uuid(id),
                ["readOnly"] = false,
                ["eventType"] = "AwsApiCall",
                ["managementEvent"] = true,
                ["recipientAccountId"] = Account,
                ["eventCategory"] = "Management",
            }
        );
    }

    static (string, JsonObject) Deployer() => ("platform-deploy", AssumedRole("platform-deploy", "platform-deploy"));

    static (string, JsonObject) Admin() =>
        (
            "ops-admin",
            new JsonObject
            {
                ["type"] = "IAMUser",
                ["principalId"] = "AIDAEXAMPLEOPSADMIN01",
                ["arn"] = $"arn:aws:iam::{Account}:user/ops-admin",
                ["accountId"] = Account,
                ["userName"] = "ops-admin",
            }
        );

    static (string, JsonObject) Scheduler(string seed)
    {
        var session = Hex(seed)[32..];
        var identity = AssumedRole("ops-pipeline-scheduler", session);
        identity["invokedBy"] = "scheduler.amazonaws.com";
        return (session, identity);
    }

    static JsonObject AssumedRole(string role, string session) =>
        new()
        {
            ["type"] = "AssumedRole",
            ["principalId"] = $"AROAEXAMPLEROLE000001:{session}",
            ["arn"] = $"arn:aws:sts::{Account}:assumed-role/{role}/{session}",
            ["accountId"] = Account,
            ["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject
                {
                    ["type"] = "Role",
                    ["principalId"] = "AROAEXAMPLEROLE000001",
                    ["arn"] = $"arn:aws:iam::{Account}:role/{role}",
                    ["accountId"] = Account,
                    ["userName"] = role,
                },
            },
        };

    static JsonObject Body(FreezeSchedule schedule, bool broken, bool described)
    {
        var target = new JsonObject
        {
            ["Arn"] =
                schedule.IsLambda ? $"arn:aws:lambda:{Region}:{Account}:function:{schedule.Name}"
                : broken ? BadCluster
                : GoodCluster,
            ["RoleArn"] = SchedulerRole,
            ["RetryPolicy"] = new JsonObject { ["MaximumEventAgeInSeconds"] = 86400, ["MaximumRetryAttempts"] = 185 },
        };
        if (schedule.IsLambda)
            target["Input"] = "{}";
        else
        {
            target["EcsParameters"] = new JsonObject
            {
                ["TaskDefinitionArn"] = TaskDefinition(schedule),
                ["TaskCount"] = 1,
                ["LaunchType"] = "FARGATE",
                ["NetworkConfiguration"] = Network(),
            };
        }
        var body = new JsonObject
        {
            [nameof(Name)] = schedule.Name,
            ["GroupName"] = "default",
            ["ScheduleExpression"] = schedule.Expression,
            ["ScheduleExpressionTimezone"] = "UTC",
            ["State"] = "ENABLED",
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["Description"] = described ? $"Runs {schedule.Service} (checked by ops-admin)" : $"Runs {schedule.Service}",
            ["Target"] = target,
        };
        if (schedule.Period != 360)
            body["StartDate"] = Iso(RatesStart);
        return body;
    }

    internal static string TaskDefinition(FreezeSchedule schedule) => $"arn:aws:ecs:{Region}:{Account}:task-definition/{schedule.Name}:1";

    static JsonObject Network() =>
        new()
        {
            ["awsvpcConfiguration"] = new JsonObject
            {
                ["Subnets"] = new JsonArray("subnet-0a1b2c3d4e5f60718"),
                ["SecurityGroups"] = new JsonArray("sg-0a1b2c3d4e5f60718"),
                ["AssignPublicIp"] = "DISABLED",
            },
        };

    static JsonNode? CamelCase(JsonNode? node) =>
        node switch
        {
            JsonObject json => new JsonObject(
                json.Select(member => KeyValuePair.Create(char.ToLowerInvariant(member.Key[0]) + member.Key[1..], CamelCase(member.Value)))
            ),
            _ => node?.DeepClone(),
        };

    static string Iso(Instant at) => NodaTime.Text.InstantPattern.General.Format(at);

    static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static string Uuid(string hex) => $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..32]}";
}
