using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentKit.Faults.Secrets;

/// <summary>Gives the texts that stand in one place of an account, each with the name it stands under; null for a neutral name.</summary>
public delegate IReadOnlyList<(string? Under, string Text)> TextsOf(Place place);

/// <summary>Where in an account, or in what people wrote of it, a text stands.</summary>
public enum Place
{
    /// <summary>The environment of a container, as pairs of name and value.</summary>
    Environment,

    /// <summary>What a schedule sends: JSON in a JSON text.</summary>
    ScheduleInput,

    /// <summary>The overrides of a task that runs.</summary>
    TaskOverrides,

    /// <summary>The body of a dead letter.</summary>
    DeadLetter,

    /// <summary>The request of an event of CloudTrail.</summary>
    TrailRequest,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>The message of an error of AWS.</summary>
    AwsError,

    /// <summary>The page of a proxy that lets nothing through.</summary>
    ProxyPage,

    /// <summary>A message of a log in which the event of a task is, as the AWS CLI printed it.</summary>
    LogMessage,

    /// <summary>A line of a log that is shown because it is not understood.</summary>
    ShownLine,

    /// <summary>The message with which AWS refuses whoever asks.</summary>
    Refusal,

    /// <summary>A note of incident.yaml.</summary>
    Note,

    /// <summary>A report that is audited.</summary>
    AuditedReport,
}

/// <summary>A loopback server that answers as an account would whose every text is given.</summary>
public sealed class SecretAccount : IAsyncDisposable
{
    private const string Account = "123456789012";
    private const string Region = "us-west-2";
    private const string Queue = $"arn:aws:sqs:{Region}:{Account}:dead-letters";
    private const string Cluster = $"arn:aws:ecs:{Region}:{Account}:cluster/jobs";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly TextsOf _texts;
    private readonly Instant _at;

    private SecretAccount(WebApplication app, TextsOf texts, Instant at) => (_app, _texts, _at) = (app, texts, at);

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>The message with which the caller is refused; null to answer.</summary>
    public string? Refusal { get; set; }

    /// <summary>Starts one.</summary>
    /// <param name="texts">What stands where.</param>
    /// <param name="at">When everything in it happened.</param>
    public static async Task<SecretAccount> StartAsync(TextsOf texts, Instant at)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var account = new SecretAccount(app, texts, at);
        app.Run(account.AnswerAsync);
        await app.StartAsync();
        return account;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        var operation =
            context.Request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target.Split('.')[^1]
            : body.Contains("Action=", StringComparison.Ordinal) ? body.Split("Action=")[1].Split('&')[0]
            : path;
        if (Refusal is { } refusal)
            await WriteAsync(context, 403, Error("AccessDeniedException", refusal), "AccessDeniedException");
        else if (operation == "GetCallerIdentity")
            await context.Response.WriteAsync(
                $"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::{Account}:user/auditor</Arn>"
                    + $"<UserId>AIDAAUDITOR</UserId><Account>{Account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r"
                    + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
            );
        else if (Json(operation, body) is { } json)
            await WriteAsync(context, 200, json, null);
        else if (operation.StartsWith("Describe", StringComparison.Ordinal))
            await WriteAsync(context, 400, Error("ValidationException", Joined(Place.AwsError)), "ValidationException");
        else
        {
            context.Response.StatusCode = 407;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"<html><title>Proxy</title><body>Sign in first.\n{Joined(Place.ProxyPage)}\n</body></html>");
        }
    }

    private string Joined(Place place) => string.Join('\n', _texts(place).Select(t => Sentence(t.Under, t.Text)));

    /// <summary>A text as a line of a log has it.</summary>
    public static string Sentence(string? under, string text) => under is null ? $"worker says {text}" : $"{under}={text}";

    private JsonObject? Json(string operation, string body) =>
        operation switch
        {
            "/schedule-groups" => new()
            {
                ["ScheduleGroups"] = new JsonArray(new JsonObject { ["Name"] = "default", ["State"] = "ACTIVE" }),
            },
            "/schedules" => new()
            {
                ["Schedules"] = Array(Place.ScheduleInput, (i, _) => new() { ["Name"] = $"job-{i}", ["GroupName"] = "default" }),
            },
            _ when operation.StartsWith("/schedules/", StringComparison.Ordinal) => Schedule(
                int.Parse(operation.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture)
            ),
            "ListClusters" => new() { ["clusterArns"] = new JsonArray(Cluster) },
            "DescribeClusters" => new()
            {
                ["clusters"] = new JsonArray(
                    new JsonObject
                    {
                        ["clusterArn"] = Cluster,
                        ["clusterName"] = "jobs",
                        ["status"] = "ACTIVE",
                    }
                ),
                ["failures"] = new JsonArray(),
            },
            "ListTasks" => new() { ["taskArns"] = new JsonArray($"{Cluster.Replace(":cluster/", ":task/", StringComparison.Ordinal)}/0a") },
            "DescribeTasks" => Tasks(),
            "DescribeTaskDefinition" => Definition(JsonNode.Parse(body)!["taskDefinition"]!.GetValue<string>()),
            "LookupEvents" => Events(JsonNode.Parse(body)!["LookupAttributes"]![0]!["AttributeValue"]!.GetValue<string>()),
            "GetQueueUrl" => new() { ["QueueUrl"] = $"https://sqs.{Region}.amazonaws.com/{Account}/dead-letters" },
            "GetQueueAttributes" => new()
            {
                ["Attributes"] = new JsonObject { ["QueueArn"] = Queue, ["ApproximateNumberOfMessages"] = "9" },
            },
            "ReceiveMessage" => new()
            {
                ["Messages"] = Array(
                    Place.DeadLetter,
                    (i, t) =>
                        new()
                        {
                            ["MessageId"] = $"m-{i}",
                            ["Body"] = i % 2 == 0 ? Member(t).ToJsonString(Plain) : Sentence(t.Under, t.Text),
                            ["MessageAttributes"] = new JsonObject
                            {
                                [t.Under ?? "setting"] = new JsonObject { ["StringValue"] = t.Text, ["DataType"] = "String" },
                            },
                        }
                ),
            },
            _ => null,
        };

    private JsonObject Schedule(int number)
    {
        var (under, text) = _texts(Place.ScheduleInput)[number];
        var input = new JsonObject
        {
            ["containerOverrides"] = new JsonArray(
                new JsonObject { ["name"] = "main", ["command"] = new JsonArray("run", Sentence(under, text)) }
            ),
            ["job"] = new JsonObject
            {
                ["settings"] = Member((under, text)),
                ["list"] = new JsonArray(Pair((under, text), "name", "value")),
            },
        };
        return new()
        {
            ["Name"] = $"job-{number}",
            ["GroupName"] = "default",
            ["Arn"] = $"arn:aws:scheduler:{Region}:{Account}:schedule/default/job-{number}",
            ["ScheduleExpression"] = "rate(1 hour)",
            ["State"] = "ENABLED",
            ["CreationDate"] = (_at - Duration.FromDays(9)).ToUnixTimeSeconds(),
            ["LastModificationDate"] = (_at - Duration.FromDays(9)).ToUnixTimeSeconds(),
            ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
            ["Target"] = new JsonObject
            {
                ["Arn"] = Cluster,
                ["RoleArn"] = $"arn:aws:iam::{Account}:role/run",
                ["Input"] = input.ToJsonString(Plain),
                ["DeadLetterConfig"] = new JsonObject { ["Arn"] = Queue },
                ["EcsParameters"] = new JsonObject
                {
                    ["TaskDefinitionArn"] = $"arn:aws:ecs:{Region}:{Account}:task-definition/job:1",
                    ["LaunchType"] = "FARGATE",
                },
            },
        };
    }

    private JsonObject Definition(string arn) =>
        new()
        {
            ["taskDefinition"] = new JsonObject
            {
                ["taskDefinitionArn"] = arn,
                ["family"] = "job",
                ["status"] = "ACTIVE",
                ["containerDefinitions"] = new JsonArray(
                    new JsonObject { ["name"] = "main", ["environment"] = Array(Place.Environment, (_, t) => Pair(t, "name", "value")) }
                ),
            },
            ["tags"] = Array(Place.Tag, (_, t) => Pair(t, "key", "value")),
        };

    private JsonObject Tasks() =>
        new()
        {
            ["tasks"] = Array(
                Place.TaskOverrides,
                (i, t) =>
                    new()
                    {
                        ["taskArn"] = $"{Cluster.Replace(":cluster/", ":task/", StringComparison.Ordinal)}/{i:x32}",
                        ["clusterArn"] = Cluster,
                        ["lastStatus"] = "STOPPED",
                        ["overrides"] = new JsonObject
                        {
                            ["containerOverrides"] = new JsonArray(
                                new JsonObject
                                {
                                    ["name"] = "main",
                                    ["command"] = new JsonArray("sh", "-c", Sentence(t.Under, t.Text)),
                                    ["environment"] = new JsonArray(Pair(t, "name", "value")),
                                }
                            ),
                        },
                    }
            ),
            ["failures"] = new JsonArray(),
        };

    private JsonObject Events(string name) =>
        new()
        {
            ["Events"] =
                name != "UpdateSchedule"
                    ? []
                    : Array(
                        Place.TrailRequest,
                        (i, t) =>
                            new()
                            {
                                ["EventId"] = $"e-{i}",
                                ["EventName"] = name,
                                ["EventTime"] = _at.ToUnixTimeSeconds(),
                                ["EventSource"] = "scheduler.amazonaws.com",
                                ["CloudTrailEvent"] = new JsonObject
                                {
                                    ["eventID"] = $"e-{i}",
                                    ["eventName"] = name,
                                    ["eventTime"] = NodaTime.Text.InstantPattern.General.Format(_at),
                                    ["eventSource"] = "scheduler.amazonaws.com",
                                    ["awsRegion"] = Region,
                                    ["errorMessage"] = Sentence(t.Under, t.Text),
                                    ["requestParameters"] = new JsonObject
                                    {
                                        ["name"] = "job-0",
                                        ["groupName"] = "default",
                                        ["target"] = new JsonObject { ["input"] = Member(t).ToJsonString(Plain), ["extra"] = Member(t) },
                                    },
                                }.ToJsonString(Plain),
                            }
                    ),
        };

    private static JsonObject Member((string? Under, string Text) t) => new() { [t.Under ?? "setting"] = t.Text };

    private static JsonObject Pair((string? Under, string Text) t, string name, string value) =>
        new() { [name] = t.Under ?? "SETTING", [value] = t.Text };

    private JsonArray Array(Place place, Func<int, (string? Under, string Text), JsonObject> item) =>
        [.. _texts(place).Select((t, i) => (JsonNode)item(i, t))];

    private static JsonObject Error(string code, string message) => new() { ["__type"] = code, ["message"] = message };

    private static Task WriteAsync(HttpContext context, int status, JsonObject body, string? error)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        if (error is not null)
            context.Response.Headers["x-amzn-errortype"] = error;
        return context.Response.WriteAsync(body.ToJsonString(Plain), Encoding.UTF8);
    }
}
