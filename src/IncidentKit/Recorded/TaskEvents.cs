using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// What a flight recorder kept: a rule of EventBridge writes the events <c>ECS Task State Change</c> to a log group, each with the task as
/// DescribeTasks gives it, so that a stop reason outlives the hour for which ECS knows it. An event may come twice, and out of order; the
/// task's <c>version</c> tells. Source: facts §4.3; facts II §6.
/// </summary>
public static class TaskEvents
{
    /// <summary>The <c>detail-type</c> of such events.</summary>
    internal const string Kind = "ECS Task State Change";
    private const string From = "aws.ecs";

    /// <summary>The group of the recorder that <c>incidentkit recorder</c> offers.</summary>
    public const string LogGroup = "/aws/events/incidentkit/ecs-tasks";

    /// <summary>
    /// What the names of such groups begin with: the recorder's, and those that the ECS console makes for Container Insights.
    /// </summary>
    public static IReadOnlyList<string> GroupPrefixes { get; } = ["/aws/events/incidentkit/", "/aws/events/ecs/"];

    /// <summary>
    /// Whether an event pattern of a rule takes such events, so that what the rule writes to is a recorder, whatever it is called. Source:
    /// EventBridge User Guide, "Creating event patterns": a field that a pattern does not name may have any value.
    /// </summary>
    /// <param name="pattern">The rule's <c>EventPattern</c>; null for a rule with a schedule.</param>
    public static bool AreMeantBy(string? pattern) =>
        pattern is not null
        && JsonReading.ParseText(pattern) is { } asked
        && (asked.Member("source") ?? asked.Member("detail-type")) is not null
        && Takes(asked.Member("source"), From)
        && Takes(asked.Member("detail-type"), Kind);

    /// <summary>The log group of the region that a rule's target is; null for another target.</summary>
    /// <param name="targetArn">The target's ARN.</param>
    /// <param name="region">The region.</param>
    public static string? GroupOf(string? targetArn, string region) =>
        Arn.Of(targetArn) is { Service: "logs" } arn && arn.Region == region && arn.Resource.Split(':') is ["log-group", var name, ..]
            ? name
            : null;

    /// <summary>The pattern of FilterLogEvents: stopped tasks alone.</summary>
    public const string Pattern = """{ $.detail-type = "ECS Task State Change" && $.detail.lastStatus = "STOPPED" }""";

    /// <summary>The parameters of FilterLogEvents.</summary>
    /// <param name="group">The log group.</param>
    /// <param name="from">The first instant, inclusive.</param>
    /// <param name="to">The end, exclusive.</param>
    public static JsonObject Question(string group, Instant from, Instant to) =>
        new()
        {
            ["logGroupName"] = group,
            ["startTime"] = from.ToUnixTimeMilliseconds(),
            ["endTime"] = to.ToUnixTimeMilliseconds() - 1,
            ["filterPattern"] = Pattern,
        };

    /// <summary>The stopped tasks of all recorded events; a task may come twice, its last version first.</summary>
    internal static IEnumerable<DescribedTask> ReadAll(BundleReader bundle)
    {
        var stopped = new List<(DescribedTask Task, long Version)>();
        foreach (var record in bundle.Records(Operations.FilterLogEvents))
        {
            if (!record.Succeeded || !MayHold(record.Parameters))
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var item in body.RootElement.Items("events"))
            {
                if (
                    item.Text("message") is { } text
                    && text.Contains(Kind, StringComparison.Ordinal)
                    && JsonReading.ParseText(text) is { } told
                    && told.Text("detail-type") == Kind
                    && told.Member("detail") is { } detail
                    && DescribedTask.Of(detail, record) is { Stopped: not null } task
                )
                    stopped.Add((task with { Region = told.Text("region") ?? task.Region }, detail.Number("version") ?? 0));
            }
        }

        return stopped.OrderByDescending(s => s.Version).Select(s => s.Task);
    }

    private static bool Takes(JsonElement? matchers, string value) =>
        matchers is null
        || matchers
            .Value.AsItems()
            .Any(m => m.AsText() == value || (m.Text("prefix") is { } begin && value.StartsWith(begin, StringComparison.Ordinal)));

    /// <summary>Whether it was asked for such events, or comes from a file or a group that may hold them.</summary>
    private static bool MayHold(JsonElement asked) =>
        asked.Text("filterPattern") is { Length: > 0 }
        || asked.Member("startTime") is null
        || (asked.Text("logGroupName") is { } group && GroupPrefixes.Any(p => group.StartsWith(p, StringComparison.Ordinal)));
}
