using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Recorded;

/// <summary>
/// Reads the metric <c>AWS/Logs IncomingLogEvents</c>: events that a log group took in, by the minute of their ingestion. A
/// minute without events has no point. Source: facts §5; CloudWatch Logs user guide, "Monitoring with CloudWatch metrics".
/// </summary>
public static class IncomingLogEvents
{
    private const string Name = "IncomingLogEvents";

    /// <summary>A query of GetMetricData.</summary>
    public static JsonObject Query(string id, string logGroup) =>
        new()
        {
            ["Id"] = id,
            ["Label"] = logGroup,
            ["MetricStat"] = new JsonObject
            {
                ["Metric"] = new JsonObject
                {
                    ["Namespace"] = "AWS/Logs",
                    ["MetricName"] = Name,
                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "LogGroupName", ["Value"] = logGroup }),
                },
                ["Period"] = 60,
                ["Stat"] = "Sum",
            },
        };

    /// <summary>The log groups that a request of GetMetricData asks about, by the id of their query.</summary>
    public static IReadOnlyDictionary<string, string> GroupsOf(JsonElement request)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var query in request.Items("MetricDataQueries"))
        {
            if (
                query.Member("MetricStat", "Metric") is { } metric
                && metric.Text("MetricName") == Name
                && query.Text("Id") is { } id
                && metric.Items("Dimensions").FirstOrDefault(d => d.Text("Name") == "LogGroupName")
                    is { ValueKind: JsonValueKind.Object } dimension
            )
            {
                groups[id] = dimension.Text("Value") ?? "";
            }
        }

        return groups;
    }

    /// <summary>The points of one result.</summary>
    public static IEnumerable<MinuteCount> Points(JsonElement result)
    {
        foreach (var (time, value) in result.Items("Timestamps").Zip(result.Items("Values")))
        {
            if (time.AsTime() is { } minute && value.AsNumber() is >= 1 and var events)
                yield return new MinuteCount(minute, (long)events);
        }
    }
}
