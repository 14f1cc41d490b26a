using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Aws.Plan;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>
/// Records the events a minute of log groups, where that is cheapest: from the metric IncomingLogEvents while its points of one minute
/// last, and then for the weeks before too, from which usual silence is learnt: a metric costs the same for any time. Else from the
/// events of one group in
/// a short window, or by CloudWatch Logs Insights, which counts where the logs are.
/// </summary>
/// <param name="source">The source the calls are counted for.</param>
/// <param name="region">The region to ask.</param>
/// <param name="window">What to ask for, half-open.</param>
/// <param name="now">When the recording began.</param>
/// <param name="calls">Where calls go.</param>
/// <param name="plan">The plan that is being made; null when it is not a plan.</param>
sealed class ActivityRecorder(SourceLedger source, string region, Interval window, Instant now, CallRecorder calls, CallPlan? plan)
{
    /// <summary>CloudWatch keeps one-minute points for 15 days (CloudWatch user guide, "Metrics retention").</summary>
    static readonly Duration MinutePointsKept = Duration.FromDays(15);

    /// <summary>Longest window of one group whose events are fetched themselves.</summary>
    static readonly Duration Tight = Duration.FromMinutes(10);

    /// <summary>How long before the window the metric is asked.</summary>
    static readonly Duration Past = Duration.FromDays(14);

    const int MetricsACall = 500;

    /// <summary>Points of all metrics in one answer of GetMetricData (facts §3.4): with more there is a next page, and its metrics cost
    /// again.</summary>
    const int PointsACall = 100_800;

    const int GroupsAQuery = 50;

    /// <summary>An account may run 100 queries at a time, dashboards included.</summary>
    const int QueriesAtATime = 5;

    /// <summary>Asks for the groups; what is known of each is its DescribeLogGroups row.</summary>
    public async Task RecordAsync(IReadOnlyDictionary<string, JsonElement> groups, CancellationToken ct)
    {
        if (groups.Count == 0 || window.Start >= window.End)
            return;
        (source.From, source.To) = (window.Start, window.End);
        var names = groups.Keys.Order(StringComparer.Ordinal).ToList();
        if (window.Start >= now - MinutePointsKept)
            await MetricsAsync(names, ct);
        else if (names.Count == 1 && window.Duration <= Tight)
            await EventsAsync(names[0], ct);
        else
            await QueriesAsync(names, groups, ct);
    }

    async Task MetricsAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        var from = Instant.Max(now - MinutePointsKept, window.Start - Past);
        source.From = from;
        var minutes = (int)Math.Ceiling((window.End - from).TotalMinutes);
        foreach (var some in names.Chunk(Math.Clamp(PointsACall / minutes, 1, MetricsACall)))
        {
            var asked = new JsonObject
            {
                ["MetricDataQueries"] = new JsonArray([
                    .. some.Select((name, index) => (JsonNode)IncomingLogEvents.Query($"g{index}", name)),
                ]),
                ["StartTime"] = WholeMinute.Of(from).ToUnixTimeSeconds(),
                ["EndTime"] = window.End.ToUnixTimeSeconds(),
                ["ScanBy"] = "TimestampAscending",
            };
            await foreach (var _ in calls.PagesAsync(source, AwsOperation.GetMetricData, region, asked, ct)) { }
        }
    }

    async Task EventsAsync(string name, CancellationToken ct)
    {
        var asked = new JsonObject
        {
            ["logGroupName"] = name,
            ["startTime"] = window.Start.ToUnixTimeMilliseconds(),
            ["endTime"] = window.End.ToUnixTimeMilliseconds() - 1,
        };
        await foreach (var _ in calls.PagesAsync(source, AwsOperation.FilterLogEvents, region, asked, ct)) { }
    }

    // ------------------------------------------------------------ Insights

    async Task QueriesAsync(IReadOnlyList<string> names, IReadOnlyDictionary<string, JsonElement> groups, CancellationToken ct)
    {
        using var parallel = new SemaphoreSlim(QueriesAtATime);
        await Task.WhenAll(
            Questions(names)
                .Select(async question =>
                {
                    await parallel.WaitAsync(ct);
                    try
                    {
                        plan?.Scan(question.Groups.Sum(name => Scanned(groups[name], question.End - question.Start)));
                        await QueryAsync(question.Groups, question.Start, question.End, ct);
                    }
                    finally
                    {
                        parallel.Release();
                    }
                })
        );
    }

    /// <summary>Queries none of which can reach the row limit: there are no more minutes of groups in one than rows allowed.</summary>
    IEnumerable<(string[] Groups, Instant Start, Instant End)> Questions(IReadOnlyList<string> names)
    {
        foreach (var some in names.Chunk(GroupsAQuery))
        {
            var longest = Duration.FromMinutes(MinuteQuery.MostRows / some.Length);
            // Whole minutes, so that none is counted in two halves.
            var from = WholeMinute.Of(window.Start);
            for (; from < window.End; from += longest)
                yield return (some, Instant.Max(from, window.Start), Instant.Min(from + longest, window.End));
        }
    }

    async Task QueryAsync(string[] groups, Instant start, Instant end, CancellationToken ct)
    {
        var asked = MinuteQuery.Of(groups, start, end - Duration.FromSeconds(1));
        var started = await calls.CallAsync(source, AwsOperation.StartQuery, region, asked, again: false, ct);
        if (!started.Succeeded)
            return;
        var query = new JsonObject { ["queryId"] = started.Body.Text("queryId") };
        RecordedCall results;
        try
        {
            results = await calls.CallAsync(source, AwsOperation.GetQueryResults, region, query, again: false, ct, IsFinal);
        }
        catch (OperationCanceledException)
        {
            await calls.ForgetAsync(AwsOperation.StopQuery, region, query);
            throw;
        }
        if (plan is not null || !results.Succeeded)
            return;
        if (results.Body.Text("status") is not "Complete" and var status)
            source.Limit($"a query ended as {status}");
        if (results.Body.Items("results").Count() >= MinuteQuery.RowLimit)
            source.Limit("a query reached its row limit");
    }

    static bool IsFinal(JsonElement answer) => answer.Text("status") is not ("Running" or "Scheduled");

    /// <summary>The part of the group's bytes that lies in so much time, if it was written evenly.</summary>
    long Scanned(JsonElement group, Duration time)
    {
        var kept = now - (group.Milliseconds("creationTime") ?? now - MinutePointsKept);
        if (group.Number("retentionInDays") is { } days)
            kept = Duration.Min(kept, Duration.FromDays(days));
        return kept <= time ? group.Number("storedBytes") ?? 0 : (long)((group.Number("storedBytes") ?? 0) * (time / kept));
    }
}
