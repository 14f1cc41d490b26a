using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>The streams of a log group, 50 a page.</summary>
    public static AwsOperation DescribeLogStreams { get; } =
        new(Operations.DescribeLogStreams, 20) { Paging = new("nextToken", "nextToken", "logStreams") };
}

/// <summary>The streams of the log groups, newest first, back to one run before the window.</summary>
sealed class LogStreams(RecordedRegion region) : Source(region, SourceNames.LogStreams, "no log group is known")
{
    /// <summary>lastEventTimestamp may be an hour behind (CloudWatch Logs API reference, LogStream).</summary>
    static readonly Duration StreamTimesLag = Duration.FromHours(1);

    public override async Task RecordAsync(KnownSoFar known, CancellationToken ct)
    {
        if (known.LogGroups.Count == 0)
            return;
        (Ledger.From, Ledger.To) = (Region.Start - known.LogGroups.Values.Min(), Region.Now);
        await Task.WhenAll(known.LogGroups.Select(group => StreamsAsync(group.Key, Region.Start - group.Value - StreamTimesLag, ct)));
    }

    async Task StreamsAsync(string group, Instant until, CancellationToken ct)
    {
        var newestFirst = new JsonObject
        {
            ["logGroupName"] = group,
            ["orderBy"] = "LastEventTime",
            ["descending"] = true,
            ["limit"] = 50,
        };
        await foreach (var page in PagesAsync(AwsOperation.DescribeLogStreams, newestFirst, ct))
            if (page.Items("logStreams").Select(stream => stream.Milliseconds("lastEventTimestamp")).Any(last => last < until))
                break;
    }
}
