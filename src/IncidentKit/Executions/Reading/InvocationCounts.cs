using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds runs in the metrics that count the calls of a target. They tell the minute, and a complete count proves by its silence.
/// </summary>
internal static class InvocationCounts
{
    /// <summary>Metric points may be this late. Source: facts §3.1, best effort.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(15);

    /// <summary>One-minute points are kept this long. Source: facts §3.4.</summary>
    private static readonly Duration Retention = Duration.FromDays(15);

    /// <summary>Reads the invocations by minute, and what complete answers prove by silence.</summary>
    public static void Read(BundleReader bundle, LedgerParts parts)
    {
        foreach (var record in bundle.Records(Operations.GetMetricData))
        {
            if (!record.Succeeded)
                continue;
            var counted = record
                .Parameters.Items("MetricDataQueries")
                .Select(q => (Id: q.Text("Id") ?? "", Schedules: SchedulesOf(q, record.Region, parts.Index)))
                .Where(q => q.Schedules.Count > 0)
                .ToDictionary(q => q.Id, q => q.Schedules, StringComparer.Ordinal);
            if (counted.Count == 0)
                continue;
            using var body = bundle.ParseBody(record);
            var paged = body.RootElement.Text("NextToken") is not null || record.Parameters.Text("NextToken") is not null;
            foreach (var result in body.RootElement.Items("MetricDataResults"))
            {
                if (!counted.TryGetValue(result.Text("Id") ?? "", out var schedules))
                    continue;
                AddInvocations(parts.Found[schedules[0]], result, parts.EvidenceIndex(record.Id));
                if (!paged && result.Text("StatusCode") == "Complete" && record.Parameters.Time("StartTime") is { } from)
                    AddSilence(parts, schedules, from, record);
            }
        }
    }

    /// <summary>The schedules whose calls a query counts.</summary>
    private static IReadOnlyList<int> SchedulesOf(JsonElement query, string region, ScheduleIndex index)
    {
        if (query.Member("MetricStat", "Metric") is not { } metric)
            return [];
        var (space, name) = (metric.Text("Namespace") ?? "", metric.Text("MetricName") ?? "");
        foreach (var dimension in metric.Items("Dimensions"))
        {
            var asked = new InvocationMetric(space, name, dimension.Text("Name") ?? "", dimension.Text("Value") ?? "");
            if (index.ByMetric(region, asked) is { Count: > 0 } schedules)
                return schedules;
        }

        return [];
    }

    private static void AddInvocations(List<Execution> found, JsonElement result, int evidence)
    {
        // More invocations of one minute than this are other callers': a schedule fires at most once a minute.
        const int enough = 2;
        foreach (var (time, value) in result.Items("Timestamps").Zip(result.Items("Values")))
        {
            if (time.AsTime() is not { } minute || value.AsNumber() is not { } count)
                continue;
            for (var i = 0; i < Math.Min((int)count, enough); i++)
                found.Add(
                    new Execution
                    {
                        StartedAt = minute,
                        Sources = ExecutionSources.InvocationCount,
                        Evidence = evidence,
                    }
                );
        }
    }

    private static void AddSilence(LedgerParts parts, IReadOnlyList<int> schedules, Instant from, EvidenceRecord record)
    {
        var askedAt = record.RequestedAt;
        var kept = askedAt - Retention;
        foreach (var schedule in schedules)
            parts
                .Silence[schedule]
                .Add(
                    new AbsenceCoverage(
                        ExecutionSources.InvocationCount,
                        Instant.Max(from, kept),
                        askedAt,
                        Lag,
                        Lag,
                        null,
                        [ListingPage.OfAllTime(record.Id)]
                    )
                );
    }
}
