using System.Text.Json;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>
/// The events of a log group by minute, as a bundle shows them. Insights, listed
/// events and imported logs count by the event's own time, the metric by ingestion.
/// </summary>
internal sealed record RecordedActivity
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The log group.</summary>
    public required string LogGroup { get; init; }

    /// <summary>From the first second asked to the end of the last, half-open; not all of it need have been looked at.</summary>
    public required Interval Covered { get; init; }

    /// <summary>
    /// What was looked at, whole and late enough. A minute in it that is not
    /// listed has no events. Half-open, apart from each other, in order.
    /// </summary>
    public required IReadOnlyList<Interval> Looked { get; init; }

    /// <summary>The minutes that have events, in order.</summary>
    public required IReadOnlyList<MinuteCount> Minutes { get; init; }

    /// <summary>For each of <see cref="Minutes"/> the answer that shows it, as an index into <see cref="EvidenceIds"/>.</summary>
    public required IReadOnlyList<int> AnswerOf { get; init; }

    /// <summary>What AWS had to read for all groups asked in the same queries.</summary>
    public required long ScannedBytes { get; init; }

    /// <summary>The answers, in order of id.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>The minutes with events in [start, end) of an interval, in order.</summary>
    public IReadOnlyList<MinuteCount> Within(Interval interval)
    {
        var first = MinuteCount.IndexOf(Minutes, interval.Start);
        return [.. Minutes.Skip(first).Take(MinuteCount.IndexOf(Minutes, interval.End) - first)];
    }

    /// <summary>All log groups that were asked and whose queries were completed, by region and name.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="logGroups">
    /// What it says of its log groups, <see cref="RecordedLogGroup.ReadAll"/>. A group was not silent before it was made.
    /// </param>
    public static IReadOnlyList<RecordedActivity> ReadAll(
        BundleReader bundle,
        IReadOnlyDictionary<(string Region, string Name), RecordedLogGroup> logGroups
    )
    {
        var groups = new SortedDictionary<(string Region, string Name), GroupTally>();
        GroupTally Of(EvidenceRecord record, string name)
        {
            if (!groups.TryGetValue((record.Region, name), out var tally))
                groups.Add((record.Region, name), tally = new GroupTally());
            return tally;
        }

        ReadQueries(bundle, Of);
        ReadMetrics(bundle, Of);
        ReadEvents(bundle, Of);
        return
        [
            .. groups.Select(group => group.Value.ToActivity(group.Key.Region, group.Key.Name, logGroups.GetValueOrDefault(group.Key))),
        ];
    }

    private static void ReadQueries(BundleReader bundle, Func<EvidenceRecord, string, GroupTally> of)
    {
        var asked = new Dictionary<(string, string), (List<string> Groups, Interval Span)>();
        foreach (
            var record in bundle
                .Records(Operations.StartQuery)
                .Where(record => record.Succeeded && record.Parameters.Text("queryString") == MinuteQuery.Text)
        )
        {
            using var body = bundle.ParseBody(record);
            if (
                body.RootElement.Text("queryId") is { } query
                && record.Parameters.Time("startTime") is { } start
                && record.Parameters.Time("endTime") is { } end
                && start <= end
            )
                asked[(record.Region, query)] = (
                    [.. record.Parameters.Texts("logGroupNames")],
                    new Interval(start, end + Duration.FromSeconds(1))
                );
        }

        foreach (var record in bundle.Records(Operations.GetQueryResults).Where(record => record.Succeeded))
        {
            if (!asked.TryGetValue((record.Region, record.Parameters.Text("queryId") ?? ""), out var question))
                continue;
            using var body = bundle.ParseBody(record);
            if (body.RootElement.Text("status") != "Complete")
                continue;
            var tallies = question.Groups.ToDictionary(name => name, name => of(record, name), StringComparer.Ordinal);
            var rows = 0;
            foreach (var (name, minute) in MinuteQuery.Rows(body.RootElement))
            {
                rows++;
                if (tallies.TryGetValue(name, out var tally))
                    tally.AddEvents(minute.Minute, minute.Events, record.Id);
            }

            foreach (var tally in tallies.Values)
            {
                tally.ScannedBytes += (long)(body.RootElement.Member("statistics", "bytesScanned")?.AsNumber() ?? 0);
                tally.Cover(record, question.Span, whole: rows <= MinuteQuery.MostRows && record.IsWhole, byIngestion: false);
            }
        }
    }

    private static void ReadMetrics(BundleReader bundle, Func<EvidenceRecord, string, GroupTally> of)
    {
        var pages = new PageChain("NextToken");
        foreach (var record in bundle.Records(Operations.GetMetricData).Where(record => record.Succeeded))
        {
            var named = IncomingLogEvents.GroupsOf(record.Parameters);
            if (
                named.Count == 0
                || record.Parameters.Time("StartTime") is not { } start
                || record.Parameters.Time("EndTime") is not { } end
                || start >= end
            )
                continue;
            using var body = bundle.ParseBody(record);
            var results = body.RootElement.Items("MetricDataResults").ToLookup(result => result.Text("Id"), StringComparer.Ordinal);
            foreach (var (id, name) in named)
            {
                var tally = of(record, name);
                var failed = !record.IsWhole;
                foreach (var result in results[id])
                {
                    failed |= result.Text("StatusCode") is not (null or "Complete" or "PartialData");
                    foreach (var (minute, events) in IncomingLogEvents.Points(result))
                        tally.AddPoint(minute, events, record.Id);
                }

                pages.Add(
                    record,
                    body.RootElement,
                    whole => tally.Cover(record, new Interval(start, end), whole && !failed, byIngestion: true)
                );
            }
        }

        pages.Finish();
    }

    private static void ReadEvents(BundleReader bundle, Func<EvidenceRecord, string, GroupTally> of)
    {
        var pages = new PageChain("nextToken");
        foreach (var record in bundle.Records(Operations.FilterLogEvents).Where(record => record.Succeeded))
        {
            // Where some events or streams were left out, the others say nothing of the group.
            var asked = record.Parameters;
            if (
                asked.Text("logGroupName") is not { } name
                || asked.Milliseconds("startTime") is not { } start
                || asked.Milliseconds("endTime") is not { } last
                || start > last
                || asked.Text("filterPattern") is { Length: > 0 }
                || asked.Text("logStreamNamePrefix") is not null
                || asked.Texts("logStreamNames").Any()
            )
                continue;
            using var body = bundle.ParseBody(record);
            var tally = of(record, name);
            foreach (var at in body.RootElement.Items("events").Select(e => e.Milliseconds("timestamp")).OfType<Instant>())
                tally.AddEvents(WholeMinute.Of(at), 1, record.Id);
            pages.Add(
                record,
                body.RootElement,
                whole =>
                    tally.Cover(
                        record,
                        new Interval(start, last + Duration.FromMilliseconds(1)),
                        whole && record.IsWhole,
                        byIngestion: false
                    )
            );
        }

        pages.Finish();
    }

    /// <summary>The pages of listings: a listing is whole when every page that names a next one is followed by it.</summary>
    private sealed class PageChain(string tokenName)
    {
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
        private readonly List<(string? Next, Action<bool> Cover)> _pages = [];

        public void Add(EvidenceRecord record, JsonElement body, Action<bool> cover)
        {
            if (record.Parameters.Text(tokenName) is { } token)
                _asked.Add(token);
            _pages.Add((body.Text(tokenName), cover));
        }

        public void Finish()
        {
            foreach (var (next, cover) in _pages)
                cover(next is null || _asked.Contains(next));
        }
    }
}
