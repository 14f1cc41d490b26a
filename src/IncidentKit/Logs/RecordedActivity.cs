using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Logs;

/// <summary>The events a minute of a log group, as a bundle shows them: by their own time from Insights, listed events and imported logs, by ingestion from the metric.</summary>
/// <param name="Region">The region.</param>
/// <param name="LogGroup">The log group.</param>
/// <param name="Covered">From the first second asked to the end of the last, half-open; a minute in it that is not listed has no events.</param>
/// <param name="Minutes">The minutes that have events, in order.</param>
/// <param name="ScannedBytes">What AWS had to read for all groups asked in the same queries.</param>
/// <param name="EvidenceIds">The answers, in order of id.</param>
public sealed record RecordedActivity(
    string Region, string LogGroup, Interval Covered, IReadOnlyList<MinuteCount> Minutes, long ScannedBytes, IReadOnlyList<string> EvidenceIds)
{
    /// <summary>All log groups that were asked and whose queries were completed, by region and name.</summary>
    public static IReadOnlyList<RecordedActivity> ReadAll(BundleReader bundle)
    {
        var asked = new Dictionary<(string, string), (List<string> Groups, Instant Start, Instant End)>();
        foreach (var record in bundle.Records("logs", "StartQuery").Where(record => record.Succeeded && record.Parameters.Text("queryString") == MinuteQuery.Text))
        {
            using var body = bundle.ParseBody(record);
            if (body.RootElement.Text("queryId") is { } query && record.Parameters.Time("startTime") is { } start && record.Parameters.Time("endTime") is { } end)
                asked[(record.Region, query)] = ([.. record.Parameters.Texts("logGroupNames")], start, end + Duration.FromSeconds(1));
        }

        var groups = new SortedDictionary<(string, string), Found>();
        foreach (var record in bundle.Records("logs", "GetQueryResults").Where(record => record.Succeeded))
        {
            if (!asked.TryGetValue((record.Region, record.Parameters.Text("queryId") ?? ""), out var question))
                continue;
            using var body = bundle.ParseBody(record);
            if (body.RootElement.Text("status") == "Complete")
                Add(groups, record, question, body.RootElement);
        }

        foreach (var record in bundle.Records("cloudwatch", "GetMetricData").Where(record => record.Succeeded))
        {
            var named = IncomingLogEvents.GroupsOf(record.Parameters);
            if (named.Count == 0 || record.Parameters.Time("StartTime") is not { } start || record.Parameters.Time("EndTime") is not { } end)
                continue;
            using var body = bundle.ParseBody(record);
            foreach (var (id, name) in named)
            {
                var found = Cover(groups, record, name, start, end);
                foreach (var result in body.RootElement.Items("MetricDataResults").Where(result => result.Text("Id") == id))
                    found.Add(IncomingLogEvents.Points(result));
            }
        }

        foreach (var record in bundle.Records("logs", "FilterLogEvents").Where(record => record.Succeeded))
        {
            if (record.Parameters.Text("logGroupName") is not { } name || record.Parameters.Milliseconds("startTime") is not { } start
                || record.Parameters.Milliseconds("endTime") is not { } last)
                continue;
            using var body = bundle.ParseBody(record);
            var found = Cover(groups, record, name, start, last + Duration.FromMilliseconds(1));
            found.Add(body.RootElement.Items("events").Select(e => e.Milliseconds("timestamp")).OfType<Instant>()
                .Select(at => new MinuteCount(Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60), 1)));
        }

        return
        [
            .. groups.Select(group => new RecordedActivity(
                group.Key.Item1, group.Key.Item2, new Interval(group.Value.Start, group.Value.End),
                [.. group.Value.Minutes.Select(minute => new MinuteCount(minute.Key, minute.Value))], group.Value.ScannedBytes,
                [.. group.Value.EvidenceIds])),
        ];
    }

    private static void Add(
        SortedDictionary<(string, string), Found> groups, EvidenceRecord record, (List<string> Groups, Instant Start, Instant End) question, System.Text.Json.JsonElement body)
    {
        foreach (var name in question.Groups)
            Cover(groups, record, name, question.Start, question.End).ScannedBytes += (long)(body.Member("statistics", "bytesScanned")?.GetDouble() ?? 0);
        foreach (var (name, minute) in MinuteQuery.Rows(body))
        {
            if (groups.TryGetValue((record.Region, name), out var found))
                found.Add([minute]);
        }
    }

    private static Found Cover(SortedDictionary<(string, string), Found> groups, EvidenceRecord record, string name, Instant start, Instant end)
    {
        if (!groups.TryGetValue((record.Region, name), out var found))
            groups.Add((record.Region, name), found = new Found { Start = start, End = end });
        (found.Start, found.End) = (Instant.Min(found.Start, start), Instant.Max(found.End, end));
        found.EvidenceIds.Add(record.Id);
        return found;
    }

    private sealed class Found
    {
        public Instant Start { get; set; }

        public Instant End { get; set; }

        public long ScannedBytes { get; set; }

        public SortedDictionary<Instant, long> Minutes { get; } = [];

        public SortedSet<string> EvidenceIds { get; } = new(StringComparer.Ordinal);

        public void Add(IEnumerable<MinuteCount> counts)
        {
            foreach (var (minute, events) in counts)
                Minutes[minute] = Minutes.GetValueOrDefault(minute) + events;
        }
    }
}
