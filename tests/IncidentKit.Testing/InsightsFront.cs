using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentKit.Testing;

/// <summary>
/// CloudWatch Logs on loopback, over seeded events: Insights really counts them by minute and log group, both ends of a query included, cuts
/// the rows at the query's limit, and is not ready at once. moto ignores the aggregation of a query.
/// </summary>
public sealed class InsightsFront : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ILookup<string, Instant> _events;
    readonly ConcurrentDictionary<string, (JsonObject Question, int Asked)> _queries = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    int _running;
    int _mostRunning;

    InsightsFront(WebApplication app, IEnumerable<(string Group, Instant At)> events) =>
        (_app, _events) = (app, events.ToLookup(e => e.Group, e => e.At));

    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>How often each operation was asked.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>How many queries ran at the same time at most.</summary>
    public int MostRunning => _mostRunning;

    /// <summary>Whether queries never end by themselves.</summary>
    public bool Stuck { get; set; }

    public static async Task<InsightsFront> StartAsync(IEnumerable<(string Group, Instant At)> events)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var front = new InsightsFront(app, events);
        app.Run(front.HandleAsync);
        await app.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    async Task HandleAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
        var answer = operation switch
        {
            "StartQuery" => Start(request),
            "GetQueryResults" => Results(request["queryId"]!.GetValue<string>()),
            "StopQuery" => new JsonObject { ["success"] = true },
            "FilterLogEvents" => Filter(request),
            "GetMetricData" => new JsonObject { ["MetricDataResults"] = new JsonArray() },
            _ => [],
        };
        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    JsonObject Start(JsonObject question)
    {
        var running = Interlocked.Increment(ref _running);
        for (
            var most = _mostRunning;
            running > most && Interlocked.CompareExchange(ref _mostRunning, running, most) != most;
            most = _mostRunning
        ) { }
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"query-{_queries.Count}-{question["startTime"]}-{question["logGroupNames"]![0]}"
        );
        _queries[id] = (question, 0);
        return new() { ["queryId"] = id };
    }

    JsonObject Results(string id)
    {
        var (question, asked) = _queries[id];
        _queries[id] = (question, asked + 1);
        if (asked == 0 || Stuck)
            return new() { ["status"] = "Running", ["results"] = new JsonArray() };
        Interlocked.Decrement(ref _running);
        var (start, end) = (question["startTime"]!.GetValue<long>(), question["endTime"]!.GetValue<long>());
        var found = question["logGroupNames"]!
            .AsArray()
            .Select(name => name!.GetValue<string>())
            .SelectMany(name =>
                _events[name].Where(at => at.ToUnixTimeSeconds() >= start && at.ToUnixTimeSeconds() <= end).Select(at => (name, at))
            )
            .ToList();
        var rows = found
            .GroupBy(e => (e.name, Minute: e.at.ToUnixTimeSeconds() / 60))
            .Take(question["limit"]!.GetValue<int>())
            .Select(bin => new JsonArray(
                Field(
                    "minute",
                    Instant.FromUnixTimeSeconds(bin.Key.Minute * 60).ToString("uuuu-MM-dd HH:mm:ss.000", CultureInfo.InvariantCulture)
                ),
                Field("@log", $"{FreezeScenario.Account}:{bin.Key.name}"),
                Field("events", bin.Count().ToString(CultureInfo.InvariantCulture))
            ));
        return new()
        {
            ["status"] = "Complete",
            ["results"] = new JsonArray([.. rows]),
            ["statistics"] = new JsonObject
            {
                ["bytesScanned"] = found.Count * 100.0,
                ["recordsMatched"] = found.Count,
                ["recordsScanned"] = found.Count,
            },
        };
    }

    JsonObject Filter(JsonObject request)
    {
        var (start, end) = (request["startTime"]!.GetValue<long>(), request["endTime"]!.GetValue<long>());
        var found = _events[request["logGroupName"]!.GetValue<string>()]
            .Select(at => at.ToUnixTimeMilliseconds())
            .Where(at => at >= start && at <= end);
        return new()
        {
            ["events"] = new JsonArray([.. found.Select(at => (JsonNode)new JsonObject { ["timestamp"] = at, ["message"] = "x" })]),
        };
    }

    static JsonObject Field(string name, string value) => new JsonObject { ["field"] = name, ["value"] = value };
}
