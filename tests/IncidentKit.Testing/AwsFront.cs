using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentKit.Evidence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentKit.Testing;

/// <summary>
/// A loopback front before moto. It answers CloudTrail LookupEvents, which moto lacks, from the scenario; gives schedules, streams and
/// groups the scenario's
/// times instead of those of the seeding; replaces what moto draws at random; passes the rest on. Tests can make operations fail.
/// </summary>
public sealed partial class AwsFront : IAsyncDisposable
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly WebApplication _app;
    readonly HttpClient _http;
    readonly FreezeScenario _scenario;
    readonly ConcurrentDictionary<string, Func<HttpContext, Task<bool>>> _faults = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly Lazy<Dictionary<string, FreezeLog>> _streams;
    readonly ConcurrentDictionary<string, Instant> _modified = new(StringComparer.Ordinal);
    int _answers;

    AwsFront(WebApplication app, Uri backend, FreezeScenario scenario)
    {
        _app = app;
        _scenario = scenario;
        _http = new HttpClient { BaseAddress = backend };
        _streams = new(() => scenario.Streams().ToDictionary(stream => stream.Group + " " + stream.Name));
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>How often each operation was asked, <c>LookupEvents</c>.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Called before each answer with the number of answers so far; a test may wait in it.</summary>
    public Func<int, Task>? Gate { get; set; }

    [GeneratedRegex("<RequestId>[^<]*</RequestId>", RegexOptions.NonBacktracking)]
    private static partial Regex RequestId();

    /// <summary>moto draws these anew at each seeding.</summary>
    [GeneratedRegex("<(?<name>RequestId|RoleId|CreateDate)>[^<]*<", RegexOptions.NonBacktracking)]
    private static partial Regex Drawn();

    [GeneratedRegex("Action=(?<name>[A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Action();

    public static async Task<AwsFront> StartAsync(Uri backend, FreezeScenario scenario)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var front = new AwsFront(app, backend, scenario);
        app.Run(front.HandleAsync);
        await app.StartAsync();
        return front;
    }

    /// <summary>Answers the operation with AWS's refusal.</summary>
    public void Deny(string operation) =>
        Fail(
            operation,
            400,
            "AccessDeniedException",
            $"User: arn:aws:iam::{FreezeScenario.Account}:user/auditor is not authorized to perform: {operation}"
        );

    /// <summary>Answers the operation with throttling, every time.</summary>
    public void Throttle(string operation) => Fail(operation, 400, "ThrottlingException", "Rate exceeded");

    /// <summary>Answers the operation with an error.</summary>
    public void Fail(string operation, int status, string code, string message) =>
        _faults[operation] = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["x-amzn-errortype"] = code;
            await AnswerAsync(context, new JsonObject { ["__type"] = code, ["message"] = message });
            return true;
        };

    /// <summary>Does something before the operation is answered; true if that was the answer. The request's text is in
    /// <c>Items["body"]</c>.</summary>
    public void Before(string operation, Func<HttpContext, Task<bool>> fault) => _faults[operation] = fault;

    /// <summary>Ends all faults and the gate, and forgets the counts and the updates of schedules.</summary>
    public void Reset()
    {
        _modified.Clear();
        _faults.Clear();
        _counts.Clear();
        _answers = 0;
        Gate = null;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    async Task HandleAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        context.Items["body"] = Encoding.UTF8.GetString(body);
        var operation = OperationOf(context.Request, body);
        _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
        if (Gate is { } gate)
            await gate(Interlocked.Increment(ref _answers) - 1);
        if (_faults.TryGetValue(operation, out var fault) && await fault(context))
            return;
        if (operation == "LookupEvents")
            await AnswerAsync(context, LookupEvents((JsonObject)JsonNode.Parse(body)!));
        else if (
            operation == "FilterLogEvents"
            && JsonNode.Parse(body)!["logGroupName"]!.GetValue<string>() == FreezeScenario.TaskEventGroup
        )
            await AnswerAsync(context, TaskEvents((JsonObject)JsonNode.Parse(body)!));
        else if (operation is "DescribeSubnets" or "DescribeSecurityGroups")
            await AnswerAsync(context, Networks(operation));
        else
            await PassOnAsync(context, operation, body);
    }

    static string OperationOf(HttpRequest request, byte[] body) =>
        request switch
        {
            _ when request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target => target.Split('.')[^1],
            { Method: "GET", Path.Value: "/schedules" } => "ListSchedules",
            { Method: "GET", Path.Value: "/schedule-groups" } => "ListScheduleGroups",
            { Method: "GET", Path.Value: var path } when path!.StartsWith("/schedules/", StringComparison.Ordinal) => "GetSchedule",
            { Method: "PUT", Path.Value: var path } when path!.StartsWith("/schedules/", StringComparison.Ordinal) => "UpdateSchedule",
            { Method: "GET", Path.Value: var path } when path!.EndsWith("/configuration", StringComparison.Ordinal) =>
                "GetFunctionConfiguration",
            _ when Action().Match(Encoding.UTF8.GetString(body)) is { Success: true } action => action.Groups["name"].Value,
            _ => "",
        };

    // ------------------------------------------------------------ CloudTrail

    JsonObject LookupEvents(JsonObject request)
    {
        var attribute = request["LookupAttributes"]!.AsArray().Single()!;
        var (key, value) = (attribute["AttributeKey"]!.GetValue<string>(), attribute["AttributeValue"]!.GetValue<string>());
        var skip = request["NextToken"] is { } token ? int.Parse(token.GetValue<string>().Split('-')[1], CultureInfo.InvariantCulture) : 0;
        var found = _scenario.Events(key, value, Time("StartTime"), Time("EndTime")).Skip(skip).Take(51).ToList();
        var answer = new JsonObject { ["Events"] = new JsonArray(found.Take(50).Select(Row).ToArray()) };
        if (found.Count > 50)
            answer["NextToken"] = $"page-{skip + 50}";
        return answer;

        Instant Time(string name) =>
            request[name] is { } time ? Instant.FromUnixTimeSeconds((long)time.GetValue<decimal>())
            : name == "StartTime" ? FreezeScenario.Created
            : _scenario.RecordedAt;
    }

    static JsonNode? Row(FreezeEvent e) =>
        new JsonObject
        {
            ["EventId"] = e.Detail["eventID"]!.DeepClone(),
            ["EventName"] = e.Name,
            ["ReadOnly"] = "false",
            ["EventTime"] = e.At.ToUnixTimeSeconds(),
            ["EventSource"] = e.Detail["eventSource"]!.DeepClone(),
            ["Username"] = e.Username,
            ["Resources"] = new JsonArray(),
            ["CloudTrailEvent"] = e.Detail.ToJsonString(Plain),
        };

    // ------------------------------------------------------------ the recorder's log group

    /// <summary>moto takes no JSON pattern, and its events come in another order at each seeding.</summary>
    JsonObject TaskEvents(JsonObject request)
    {
        const int page = 500;
        var skip = request["nextToken"] is { } token ? int.Parse(token.GetValue<string>().Split('-')[1], CultureInfo.InvariantCulture) : 0;
        var found = _scenario.TaskEvents(Time("startTime"), Time("endTime")).Skip(skip).Take(page + 1).ToList();
        var answer = new JsonObject
        {
            ["events"] = new JsonArray(
                found
                    .Take(page)
                    .Select(e => (JsonNode)new JsonObject { ["timestamp"] = e.At.ToUnixTimeMilliseconds(), ["message"] = e.Message })
                    .ToArray()
            ),
            ["searchedLogStreams"] = new JsonArray(),
        };
        if (found.Count > page)
            answer["nextToken"] = $"page-{skip + page}";
        return answer;

        Instant Time(string name) => Instant.FromUnixTimeMilliseconds(request[name]!.GetValue<long>());
    }

    // ------------------------------------------------------------ EC2

    /// <summary>The scenario's subnet and security group: moto chooses ids of its own.</summary>
    static string Networks(string operation) =>
        operation == "DescribeSubnets"
            ? "<DescribeSubnetsResponse><subnetSet><item><subnetId>subnet-0a1b2c3d4e5f60718</subnetId><availableIpAddressCount>240</availableIpAddressCount></item></subnetSet></DescribeSubnetsResponse>"
            : "<DescribeSecurityGroupsResponse><securityGroupInfo><item><groupId>sg-0a1b2c3d4e5f60718</groupId></item></securityGroupInfo></DescribeSecurityGroupsResponse>";

    static Task AnswerAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(xml);
    }

    // ------------------------------------------------------------ moto

    async Task PassOnAsync(HttpContext context, string operation, byte[] body)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), context.Request.Path + context.Request.QueryString);
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body);
        foreach (
            var header in context.Request.Headers.Where(header =>
                header.Key is not ("Host" or "Content-Length" or "Connection" or "Expect")
            )
        )
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
        using var answer = await _http.SendAsync(request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        if (answer.Headers.TryGetValues("x-amzn-errortype", out var type))
            context.Response.Headers["x-amzn-errortype"] = type.ToArray();
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (operation == "UpdateSchedule" && answer.IsSuccessStatusCode)
            NoteModification(context.Request.Path.Value!);
        await context.Response.WriteAsync(answer.IsSuccessStatusCode ? Rewrite(operation, body, text) : text);
    }

    string Rewrite(string operation, byte[] request, string text)
    {
        if (text.StartsWith("<Get", StringComparison.Ordinal) || text.StartsWith("<List", StringComparison.Ordinal))
            text = Drawn().Replace(text, m => $"<{m.Groups["name"].Value}>{Fixed(m.Groups["name"].Value)}<");
        if (operation == "GetCallerIdentity")
            return RequestId().Replace(text, "<RequestId>00000000-0000-0000-0000-000000000000</RequestId>");
        if (
            operation
            is not (
                "ListSchedules"
                or "GetSchedule"
                or "ListScheduleGroups"
                or "DescribeLogGroups"
                or "DescribeLogStreams"
                or "DescribeTaskDefinition"
                or "GetFunctionConfiguration"
            )
        )
            return text;
        var json = JsonNode.Parse(text)!.AsObject();
        switch (operation)
        {
            case "GetSchedule":
                Date(json);
                break;
            case "ListSchedules":
                foreach (var schedule in json["Schedules"]!.AsArray())
                    Date(schedule!.AsObject());
                break;
            case "ListScheduleGroups":
                foreach (var group in json["ScheduleGroups"]!.AsArray().Select(group => group!.AsObject()))
                    (group["CreationDate"], group["LastModificationDate"]) = (
                        FreezeScenario.Created.ToUnixTimeSeconds(),
                        FreezeScenario.Created.ToUnixTimeSeconds()
                    );
                break;
            case "DescribeLogGroups":
                foreach (var group in json["logGroups"]!.AsArray())
                    group!["creationTime"] = FreezeScenario.Created.ToUnixTimeMilliseconds();
                break;
            case "DescribeLogStreams":
                var name = JsonNode.Parse(request)!["logGroupName"]!.GetValue<string>();
                foreach (var stream in json["logStreams"]!.AsArray().Select(stream => stream!.AsObject()))
                {
                    var known = _streams.Value[name + " " + stream["logStreamName"]!.GetValue<string>()];
                    stream["creationTime"] = (known.First - Duration.FromSeconds(2)).ToUnixTimeMilliseconds();
                    stream["lastIngestionTime"] = (known.Last + Duration.FromSeconds(1)).ToUnixTimeMilliseconds();
                    stream.Remove("uploadSequenceToken");
                }
                break;
            case "DescribeTaskDefinition":
                json["taskDefinition"]!["registeredAt"] = FreezeScenario.Created.ToUnixTimeSeconds();
                break;
            case "GetFunctionConfiguration":
                json["LastModified"] = "2026-01-12T09:03:00.000+0000";
                json["CodeSha256"] = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
                json["CodeSize"] = 155;
                json["RevisionId"] = "00000000-0000-0000-0000-000000000000";
                break;
        }
        return json.ToJsonString(Plain);
    }

    static string Fixed(string drawn) =>
        drawn switch
        {
            "RoleId" => "AROAEXAMPLEROLE000001",
            "CreateDate" => "2026-01-12T08:00:00Z",
            _ => "00000000-0000-0000-0000-000000000000",
        };

    /// <summary>A schedule updated through the front was modified after the recording, each time a minute later.</summary>
    void NoteModification(string path) =>
        _modified.AddOrUpdate(
            path.Split('/')[^1],
            _scenario.RecordedAt + Duration.FromMinutes(1),
            (_, before) => before + Duration.FromMinutes(1)
        );

    void Date(JsonObject schedule)
    {
        if (FreezeScenario.Schedules.All(known => known.Name != schedule["Name"]!.GetValue<string>()))
            return;
        var (created, modified) = _scenario.DatesOf(schedule["Name"]!.GetValue<string>());
        if (_modified.TryGetValue(schedule["Name"]!.GetValue<string>(), out var since))
            modified = since;
        (schedule["CreationDate"], schedule["LastModificationDate"]) = (created.ToUnixTimeSeconds(), modified.ToUnixTimeSeconds());
    }

    static Task AnswerAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        return context.Response.WriteAsync(json.ToJsonString(Plain));
    }
}
