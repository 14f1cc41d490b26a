using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Tests.Lab;

/// <summary>One call of an API that CloudTrail has.</summary>
internal sealed record ApiCall(string Schedule, Instant At, string EventName, JsonNode? Request)
{
    /// <summary>Who called: a service, or a person.</summary>
    public string By { get; init; } = "scheduler.amazonaws.com";

    public string Role { get; init; } = World.RoleArn(World.RunRole);

    public (string Code, string Message)? Error { get; init; }
}

/// <summary>Calls that are management events of CloudTrail, and so prove that a target was called.</summary>
internal sealed partial class World
{
    public List<ApiCall> ApiCalls { get; } = [];

    /// <summary>Since when such events were read; null for as far back as is useful.</summary>
    public Instant? ApiCallsSince { get; set; }

    /// <summary>A schedule whose universal target calls an API, and its calls as CloudTrail has them.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="expression">When it fires.</param>
    /// <param name="slots">Its fire times.</param>
    /// <param name="action">The call, <c>codebuild:startBuild</c>.</param>
    /// <param name="input">Its parameters.</param>
    /// <param name="request">What CloudTrail keeps of them, where that differs; null for the same with small first letters.</param>
    /// <param name="recorded">Whether CloudTrail has such calls at all.</param>
    public World CallsApi(
        string name,
        string expression,
        IEnumerable<Instant> slots,
        string action,
        string input,
        string? request = null,
        bool recorded = true
    )
    {
        var all = slots.ToList();
        Calls(name, expression, all, $"arn:aws:scheduler:::aws-sdk:{action}", input: input);
        var called = action.Split(':')[1];
        var eventName = char.ToUpperInvariant(called[0]) + called[1..];
        if (recorded)
            ApiCalls.AddRange(all.Select(at => new ApiCall(name, at + Seconds(5), eventName, Lowered(JsonNode.Parse(request ?? input)))));
        return this;
    }

    public World NoApiCall(string name, string first, string? last = null)
    {
        ApiCalls.RemoveAll(c => IsMade(c, name, first, last));
        return NotCalled(name, first, last);
    }

    /// <summary>The calls of [first, last) are refused, and so are their retries, unless the first of them goes well.</summary>
    public World RefusedApi(string name, string first, string? last, string code, string message, bool retryIsGood = false)
    {
        var refused = ApiCalls.FindAll(c => IsMade(c, name, first, last));
        ApiCalls.RemoveAll(refused.Contains);
        foreach (var call in refused)
        {
            ApiCalls.Add(
                call with
                {
                    Error = (code, message),
                    Request = code.StartsWith("AccessDenied", StringComparison.Ordinal) ? null : call.Request,
                }
            );
            ApiCalls.Add(
                call with
                {
                    At = call.At + Seconds(62),
                    Error = retryIsGood ? null : (code, message),
                    Request = retryIsGood || !code.StartsWith("AccessDenied", StringComparison.Ordinal) ? call.Request : null,
                }
            );
        }

        return this;
    }

    private static bool IsMade(ApiCall call, string name, string first, string? last) =>
        call.Schedule == name && T(first) <= call.At && !(last is not null && call.At >= T(last));

    /// <summary>What CloudTrail answers of these calls, by event name.</summary>
    public IEnumerable<(string Service, string Operation, object Parameters, JsonNode Body, int Status)> ProofAnswers()
    {
        if (!Others.Exists(o => ((string)o["Target"]!["Arn"]!).Contains(":aws-sdk:", StringComparison.Ordinal)) && ApiCalls.Count == 0)
            yield break;
        var names = ApiCalls
            .Select(c => c.EventName)
            .Concat(Others.Select(o => EventNameOf((string)o["Target"]!["Arn"]!)).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        foreach (
            var name in names.Where(_ => !Unanswered.TryGetValue("cloudtrail.calls", out var why) || why.Status == CoverageStatus.Partial)
        )
        {
            var events = ApiCalls
                .Where(c => c.EventName == name && c.At >= (ApiCallsSince ?? Window.Start - Minutes(130)))
                .Where(c => c.At < Instant.Min(Window.End + Minutes(10), RecordedAt))
                .OrderByDescending(c => c.At)
                .Select(c => (JsonNode)new JsonObject { ["CloudTrailEvent"] = ApiEvent(c).ToJsonString() });
            yield return (
                "cloudtrail",
                "LookupEvents",
                new
                {
                    LookupAttributes = new[] { new { AttributeKey = "EventName", AttributeValue = name } },
                    StartTime = (Window.Start - Minutes(130)).ToUnixTimeSeconds(),
                    MaxResults = 50,
                },
                new JsonObject { [nameof(Events)] = new JsonArray([.. events]) },
                200
            );
        }
    }

    private static string? EventNameOf(string target) =>
        target.Split(":aws-sdk:") is [_, var call]
        && call.Split(':')[1] is var action
        && action is not ("runTask" or "invoke" or "startExecution" or "submitJob")
            ? char.ToUpperInvariant(action[0]) + action[1..]
            : null;

    private JsonObject ApiEvent(ApiCall call)
    {
        var detail = EventOf(call.At, call.EventName, call.By, call.Request?.DeepClone(), call.Error?.Code, call.Error?.Message);
        detail["eventID"] = $"api-{call.Schedule}-{call.EventName}-{call.At.ToUnixTimeMilliseconds()}";
        if (call.By.EndsWith(".amazonaws.com", StringComparison.Ordinal))
        {
            detail["userAgent"] = call.By;
            detail["sourceIPAddress"] = call.By;
            detail["userIdentity"] = JsonSerializer.SerializeToNode(
                new
                {
                    type = "AssumedRole",
                    invokedBy = call.By,
                    sessionContext = new { sessionIssuer = new { arn = call.Role, userName = call.Role.Split('/')[^1] } },
                }
            );
        }

        return detail;
    }
}
