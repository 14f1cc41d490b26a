using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Points of up to 500 metrics.</summary>
    public static AwsOperation GetMetricData { get; } =
        new(Operations.GetMetricData, 25) { Paging = new("NextToken", "NextToken", "MetricDataResults") };
}

/// <summary>A source of points of one minute of metrics.</summary>
abstract class MetricSource(RecordedRegion region, string name, string nothingToAsk) : Source(region, name, nothingToAsk)
{
    /// <summary>CloudWatch keeps one-minute points for 15 days (CloudWatch user guide, "Metrics retention").</summary>
    static readonly Duration MinutePointsKept = Duration.FromDays(15);

    protected async Task MetricsAsync(
        string space,
        IReadOnlyList<string> metrics,
        string dimension,
        IReadOnlyCollection<string> values,
        Duration lookBack,
        CancellationToken ct
    )
    {
        if (values.Count == 0)
            return;
        var start = WholeMinute.Of(Region.Start - lookBack);
        (Ledger.From, Ledger.To) = (start, Region.RunsEnd);
        if (start >= Region.RunsEnd)
            return;
        if (start < Region.Now - MinutePointsKept)
        {
            Ledger.From = Region.Now - MinutePointsKept;
            Ledger.Limit("points of one minute are kept for 15 days");
        }
        foreach (var some in values.Order(StringComparer.Ordinal).SelectMany(value => metrics.Select(name => (name, value))).Chunk(500))
        {
            var queries = some.Select(
                (metric, index) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["Id"] = $"m{index}",
                            ["Label"] = metric.value,
                            ["MetricStat"] = new JsonObject
                            {
                                ["Metric"] = new JsonObject
                                {
                                    ["Namespace"] = space,
                                    ["MetricName"] = metric.name,
                                    ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = dimension, ["Value"] = metric.value }),
                                },
                                ["Period"] = 60,
                                ["Stat"] = metric.name == "Duration" ? "Maximum" : "Sum",
                            },
                        }
            );
            await ItemsAsync(
                AwsOperation.GetMetricData,
                new()
                {
                    ["MetricDataQueries"] = new JsonArray([.. queries]),
                    ["StartTime"] = start.ToUnixTimeSeconds(),
                    ["EndTime"] = Region.RunsEnd.ToUnixTimeSeconds(),
                    ["ScanBy"] = "TimestampAscending",
                },
                ct
            );
        }
    }
}
