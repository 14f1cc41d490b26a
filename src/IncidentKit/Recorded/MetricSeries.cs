using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// One recorded metric by minute. CloudWatch leaves minutes without a value
/// out (facts §3.1), so a missing minute within the asked range is 0.
/// </summary>
internal sealed class MetricSeries
{
    private readonly SortedDictionary<Instant, double> _points = [];
    private bool _unread;
    private readonly SortedSet<string> _evidence = new(StringComparer.Ordinal);

    private MetricSeries(string region, string metricNamespace, string name, string? dimension) =>
        (Region, Namespace, Name, Dimension) = (region, metricNamespace, name, dimension);

    /// <summary>The region asked.</summary>
    public string Region { get; }

    /// <summary><c>AWS/Scheduler</c>.</summary>
    public string Namespace { get; }

    /// <summary><c>TargetErrorCount</c>.</summary>
    public string Name { get; }

    /// <summary>The value of its one dimension: a schedule group, a log group, a rule; null without one.</summary>
    public string? Dimension { get; }

    /// <summary>Start of the asked range, inclusive.</summary>
    public Instant From { get; private set; } = Instant.MaxValue;

    /// <summary>End of the asked range, exclusive.</summary>
    public Instant To { get; private set; } = Instant.MinValue;

    /// <summary>The minutes that have a value, with it.</summary>
    public IReadOnlyDictionary<Instant, double> Points => _points;

    /// <summary>The records it was read from, in order of id.</summary>
    public IReadOnlyList<string> EvidenceIds => [.. _evidence];

    /// <summary>Whether it was asked, and all answers could be read.</summary>
    public bool IsWhole => !_unread && From < To;

    /// <summary>The value of the minute that holds <paramref name="at"/>; null outside the asked range, and where some of the answers could
    /// not be read.</summary>
    public double? At(Instant at)
    {
        var minute = WholeMinute.Of(at);
        return _unread || minute < From || minute + Duration.FromMinutes(1) > To ? null : _points.GetValueOrDefault(minute);
    }

    /// <summary>All recorded series whose points are of one minute, keyed by what names them.</summary>
    internal static Dictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries> ReadAll(BundleReader bundle)
    {
        var all = new Dictionary<(string, string, string, string?), MetricSeries>();
        foreach (var record in bundle.Records(Operations.GetMetricData))
        {
            if (!record.IsSuccess)
                continue;
            var asked = new Dictionary<string, MetricSeries>(StringComparer.Ordinal);
            foreach (var query in record.Parameters.Items("MetricDataQueries"))
            {
                if (
                    query.Text("Id") is { } id
                    && query.Member("MetricStat") is { } stat
                    && stat.Number("Period") == 60
                    && stat.Member("Metric") is { } metric
                    && metric.Text("Namespace") is { } space
                    && metric.Text("MetricName") is { } name
                )
                {
                    var key = (record.Region, space, name, metric.Items("Dimensions").Select(d => d.Text("Value")).FirstOrDefault());
                    asked[id] = all.TryGetValue(key, out var known)
                        ? known
                        : all[key] = new MetricSeries(key.Region, space, name, key.Item4);
                }
            }

            if (asked.Count == 0)
                continue;
            foreach (var series in asked.Values)
                series._unread |= !record.IsWhole;
            if (!record.Succeeded)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var result in body.RootElement.Items("MetricDataResults"))
            {
                if (
                    !asked.TryGetValue(result.Text("Id") ?? "", out var series)
                    || result.Text("StatusCode") is not ("Complete" or "PartialData")
                )
                    continue;
                series._evidence.Add(record.Id);
                if (
                    result.Text("StatusCode") == "Complete"
                    && record.Parameters.Time("StartTime") is { } from
                    && record.Parameters.Time("EndTime") is { } to
                )
                    (series.From, series.To) = (Instant.Min(series.From, from), Instant.Max(series.To, to));
                foreach (var (time, value) in result.Items("Timestamps").Zip(result.Items("Values")))
                {
                    if (time.AsTime() is { } at && value.AsNumber() is { } count)
                        series._points[WholeMinute.Of(at)] = count;
                }
            }
        }

        return all;
    }
}
