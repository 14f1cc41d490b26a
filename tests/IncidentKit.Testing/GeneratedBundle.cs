using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Testing;

/// <summary>
/// Evidence of many schedules that run every minute, each with its own task definition and log group, as AWS would answer it. Of ten
/// schedules one is sent to a cluster that does not exist in the middle of the window, one is silent for half an hour, one skips a run
/// every hour, and the others run always. Everything in it is determined.
/// </summary>
/// <param name="schedules">How many schedules.</param>
/// <param name="hours">Length of the window, at least 4 so that every kind of gap has room.</param>
public sealed class GeneratedBundle(int schedules, int hours)
{
    const string Account = "123456789012";
    const string Region = "us-west-2";
    const string Cluster = $"arn:aws:ecs:{Region}:{Account}:cluster/pipeline-cluster";
    const string MissingCluster = $"arn:aws:ecs:{Region}:{Account}:cluster/pipeline";
    const int StreamsAPage = 50;
    const int SilentMinutes = 30;

    /// <summary>Runs on record before the window: more than the hour by which a stream listing may be late.</summary>
    const int MinutesBefore = 70;

    /// <summary>Runs on record after the window, up to shortly before the recording.</summary>
    const int MinutesAfter = 8;

    static readonly Instant Created = Instant.FromUtc(2026, 1, 12, 9, 0);
    static readonly Instant Start = Instant.FromUtc(2026, 1, 29, 0, 0);

    readonly Instant _recordedAt = Start + Duration.FromHours(hours) + Duration.FromMinutes(10);

    /// <summary>What becomes of a schedule.</summary>
    enum Fate
    {
        Runs,
        Misdirected,
        Silent,
        SkipsHourly,
    }

    public Interval Window { get; } = new(Start, Start + Duration.FromHours(hours));

    public int Minutes { get; } = hours * 60;

    public static string NameOf(int schedule) => string.Create(CultureInfo.InvariantCulture, $"pipeline-{schedule:D4}-1m");

    /// <summary>How many runs of the window the schedule misses.</summary>
    public int MissedBy(int schedule) => Enumerable.Range(0, Minutes).Count(minute => !Ran(schedule, minute));

    /// <summary>How many gaps that leaves.</summary>
    public int GapsOf(int schedule) => Enumerable.Range(0, Minutes).Count(minute => !Ran(schedule, minute) && Ran(schedule, minute - 1));

    /// <summary>Whether nothing but the recording ends the schedule's gap.</summary>
    public static bool IsMisdirected(int schedule) => FateOf(schedule) == Fate.Misdirected;

    /// <summary>Writes the bundle.</summary>
    public void Write(string path)
    {
        using var writer = BundleWriter.Create(
            path,
            new BundleManifest
            {
                SchemaVersion = "1.0.0",
                ToolVersion = "0.1.0",
                Window = Window,
                Regions = [Region],
                Account = Account,
                CollectedAt = _recordedAt,
                Complete = false,
                Coverage = [],
                Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
            }
        );
        Append(writer, "ecs", "DescribeClusters", Json(new { clusters = new[] { MissingCluster, Cluster } }), Clusters());
        for (var schedule = 0; schedule < schedules; schedule++)
        {
            var (name, definition, group) = (NameOf(schedule), DefinitionOf(schedule), GroupOf(schedule));
            Append(writer, "scheduler", "GetSchedule", Json(new { GroupName = "default", Name = name }), Schedule(schedule));
            Append(writer, "ecs", "DescribeTaskDefinition", Json(new { taskDefinition = definition }), TaskDefinition(schedule));
            Append(writer, "logs", "DescribeLogGroups", Json(new { logGroupNamePrefix = group, limit = StreamsAPage }), LogGroup(group));
            AppendStreams(writer, schedule);
        }

        AppendChanges(writer);
        writer.Complete([
            .. new[] { "cloudtrail.changes", "ecs.clusters", "ecs.taskDefinitions", "logs.groups", "logs.streams", "scheduler" }.Select(
                source => new SourceCoverage(source, CoverageStatus.Complete, null, null, null)
            ),
        ]);
    }

    static Fate FateOf(int schedule) =>
        (schedule % 10) switch
        {
            3 => Fate.Misdirected,
            6 => Fate.Silent,
            9 => Fate.SkipsHourly,
            _ => Fate.Runs,
        };

    /// <summary>Whether the fire time that many minutes into the window led to a run.</summary>
    bool Ran(int schedule, int minute) =>
        FateOf(schedule) switch
        {
            Fate.Misdirected => minute <= Minutes / 2,
            Fate.Silent => minute < Minutes / 4 || minute >= Minutes / 4 + SilentMinutes,
            Fate.SkipsHourly => minute < 0 || minute % 60 != schedule / 10 % 60,
            _ => true,
        };

    static string GroupOf(int schedule) => $"/ecs/{NameOf(schedule)}";

    static string DefinitionOf(int schedule) => $"arn:aws:ecs:{Region}:{Account}:task-definition/{NameOf(schedule)}:1";

    void Append(BundleWriter writer, string service, string operation, JsonElement parameters, ReadOnlyMemory<byte> body) =>
        writer.Append(
            new EvidenceRecord
            {
                Id = EvidenceId.Of(service, operation, Region, parameters),
                Service = service,
                Operation = operation,
                Region = Region,
                Parameters = parameters,
                RequestedAt = _recordedAt,
                Status = 200,
                Body = body,
            }
        );

    /// <summary>The pages of one log group, the stream with the latest event first, back to before the window; older ones are not asked for.</summary>
    void AppendStreams(BundleWriter writer, int schedule)
    {
        var group = GroupOf(schedule);
        string? token = null;
        for (var minute = Minutes + MinutesAfter; minute >= -MinutesBefore; )
        {
            var page = new ArrayBufferWriter<byte>(24 * 1024);
            var parameters = token is null
                ? Json(
                    new
                    {
                        logGroupName = group,
                        orderBy = "LastEventTime",
                        descending = true,
                        limit = StreamsAPage,
                    }
                )
                : Json(
                    new
                    {
                        logGroupName = group,
                        orderBy = "LastEventTime",
                        descending = true,
                        limit = StreamsAPage,
                        nextToken = token,
                    }
                );
            using (var json = new Utf8JsonWriter(page))
            {
                json.WriteStartObject();
                json.WriteStartArray("logStreams");
                for (var count = 0; count < StreamsAPage && minute >= -MinutesBefore; minute--)
                {
                    if (!Ran(schedule, minute))
                        continue;
                    WriteStream(json, schedule, minute);
                    count++;
                }

                json.WriteEndArray();
                json.WriteString("nextToken", token = TaskId(~schedule, minute));
                json.WriteEndObject();
            }

            Append(writer, "logs", "DescribeLogStreams", parameters, page.WrittenMemory);
        }
    }

    static void WriteStream(Utf8JsonWriter json, int schedule, int minute)
    {
        var first = (Start + Duration.FromMinutes(minute)).ToUnixTimeMilliseconds() + 15_000 + (schedule * 31 + minute * 7 & 8191);
        var stream = $"ecs/{NameOf(schedule)}/{TaskId(schedule, minute)}";
        json.WriteStartObject();
        json.WriteString("logStreamName", stream);
        json.WriteNumber("creationTime", first - 1_800);
        json.WriteNumber("firstEventTimestamp", first);
        json.WriteNumber("lastEventTimestamp", first + 6_000);
        json.WriteNumber("lastIngestionTime", first + 6_400);
        json.WriteString("arn", $"arn:aws:logs:{Region}:{Account}:log-group:{GroupOf(schedule)}:log-stream:{stream}");
        json.WriteNumber("storedBytes", 0);
        json.WriteEndObject();
    }

    /// <summary>32 hex digits.</summary>
    static string TaskId(int schedule, int minute)
    {
        Span<byte> seed = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(seed, schedule);
        BinaryPrimitives.WriteInt32LittleEndian(seed[4..], minute);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    static byte[] Clusters() =>
        Utf8(
            new JsonObject
            {
                ["clusters"] = new JsonArray(
                    new JsonObject
                    {
                        ["clusterArn"] = Cluster,
                        ["clusterName"] = "pipeline-cluster",
                        ["status"] = "ACTIVE",
                    }
                ),
                ["failures"] = new JsonArray(new JsonObject { ["arn"] = MissingCluster, ["reason"] = "MISSING" }),
            }
        );

    /// <summary>The schedule as it stands at the recording.</summary>
    byte[] Schedule(int schedule)
    {
        var body = Request(schedule, IsMisdirected(schedule));
        body["Arn"] = $"arn:aws:scheduler:{Region}:{Account}:schedule/default/{NameOf(schedule)}";
        body["CreationDate"] = Created.ToUnixTimeSeconds();
        body["LastModificationDate"] = (IsMisdirected(schedule) ? MisdirectedAt(schedule) : Created).ToUnixTimeSeconds();
        return Utf8(body);
    }

    /// <summary>The request that makes or updates the schedule.</summary>
    static JsonObject Request(int schedule, bool misdirected) =>
        new()
        {
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["GroupName"] = "default",
            ["Name"] = NameOf(schedule),
            ["ScheduleExpression"] = "rate(1 minute)",
            ["ScheduleExpressionTimezone"] = "UTC",
            ["StartDate"] = Created.ToUnixTimeSeconds(),
            ["State"] = "ENABLED",
            ["Target"] = new JsonObject
            {
                ["Arn"] = misdirected ? MissingCluster : Cluster,
                ["EcsParameters"] = new JsonObject
                {
                    ["LaunchType"] = "FARGATE",
                    ["TaskCount"] = 1,
                    ["TaskDefinitionArn"] = DefinitionOf(schedule),
                },
                ["RetryPolicy"] = new JsonObject { ["MaximumEventAgeInSeconds"] = 86_400, ["MaximumRetryAttempts"] = 185 },
                ["RoleArn"] = $"arn:aws:iam::{Account}:role/pipeline-scheduler",
            },
        };

    static byte[] TaskDefinition(int schedule) =>
        Utf8(
            new JsonObject
            {
                ["taskDefinition"] = new JsonObject
                {
                    ["taskDefinitionArn"] = DefinitionOf(schedule),
                    ["family"] = NameOf(schedule),
                    ["status"] = "ACTIVE",
                    ["containerDefinitions"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = NameOf(schedule),
                            ["logConfiguration"] = new JsonObject
                            {
                                ["logDriver"] = "awslogs",
                                ["options"] = new JsonObject
                                {
                                    ["awslogs-group"] = GroupOf(schedule),
                                    ["awslogs-region"] = Region,
                                    ["awslogs-stream-prefix"] = "ecs",
                                },
                            },
                        }
                    ),
                },
            }
        );

    static byte[] LogGroup(string group) =>
        Utf8(
            new JsonObject
            {
                ["logGroups"] = new JsonArray(
                    new JsonObject
                    {
                        ["arn"] = $"arn:aws:logs:{Region}:{Account}:log-group:{group}:*",
                        ["creationTime"] = Created.ToUnixTimeMilliseconds(),
                        ["logGroupName"] = group,
                        ["retentionInDays"] = 90,
                    }
                ),
            }
        );

    /// <summary>The push that misdirects: between the last good fire time and the first missed one.</summary>
    Instant MisdirectedAt(int schedule) => Start + Duration.FromMinutes(Minutes / 2) + Duration.FromMilliseconds(30_000 + schedule);

    void AppendChanges(BundleWriter writer)
    {
        AppendEvents(
            writer,
            "CreateSchedule",
            Enumerable.Range(0, schedules).Select(s => Event("CreateSchedule", s, Created, misdirected: false))
        );
        AppendEvents(
            writer,
            "UpdateSchedule",
            Enumerable
                .Range(0, schedules)
                .Where(IsMisdirected)
                .Reverse()
                .Select(s => Event("UpdateSchedule", s, MisdirectedAt(s), misdirected: true))
        );
    }

    void AppendEvents(BundleWriter writer, string name, IEnumerable<JsonObject> events)
    {
        const int eventsAPage = 50;
        foreach (var (page, chunk) in events.Chunk(eventsAPage).Index())
        {
            var parameters = Json(
                new
                {
                    LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = name } },
                    MaxResults = eventsAPage,
                    NextToken = page == 0 ? null : $"{name}-{page}",
                }
            );
            Append(writer, "cloudtrail", "LookupEvents", parameters, Utf8(new JsonObject { ["Events"] = new JsonArray([.. chunk]) }));
        }
    }

    static JsonObject Event(string name, int schedule, Instant at, bool misdirected)
    {
        var id = TaskId(schedule, misdirected ? int.MaxValue : int.MinValue);
        return new JsonObject
        {
            ["EventId"] = id,
            ["EventName"] = name,
            ["EventTime"] = at.ToUnixTimeSeconds(),
            ["CloudTrailEvent"] = new JsonObject
            {
                ["userIdentity"] = new JsonObject
                {
                    ["type"] = "AssumedRole",
                    ["arn"] = $"arn:aws:sts::{Account}:assumed-role/platform-deploy/push",
                },
                ["eventTime"] = NodaTime.Text.InstantPattern.General.Format(at),
                ["eventSource"] = "scheduler.amazonaws.com",
                ["eventName"] = name,
                ["awsRegion"] = Region,
                ["userAgent"] = "aws-cli/2.22.0",
                ["requestParameters"] = Request(schedule, misdirected),
                ["eventID"] = id,
            }.ToJsonString(),
        };
    }

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    static byte[] Utf8(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());
}
