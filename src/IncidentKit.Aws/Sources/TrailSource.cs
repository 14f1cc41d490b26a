using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <content>The calls of this source.</content>
sealed partial class AwsOperation
{
    /// <summary>Management events of the last 90 days by one attribute, newest first, 50 a page, 2 calls a second in an account and
    /// region.</summary>
    public static AwsOperation LookupEvents { get; } = new(Operations.LookupEvents, 2) { Paging = new("NextToken", "NextToken", "Events") };
}

/// <summary>A source that looks up events of CloudTrail.</summary>
abstract class TrailSource(RecordedRegion region, string name, string nothingToAsk = Source.NothingToAsk)
    : Source(region, name, nothingToAsk)
{
    /// <summary>CloudTrail keeps events for 90 days (CloudTrail user guide, "Working with CloudTrail Event history").</summary>
    protected static readonly Duration EventsKept = Duration.FromDays(90);

    protected static JsonObject Lookup(string key, string value, Instant from, Instant to) =>
        new()
        {
            ["LookupAttributes"] = new JsonArray(new JsonObject { ["AttributeKey"] = key, ["AttributeValue"] = value }),
            ["StartTime"] = from.ToUnixTimeSeconds(),
            ["EndTime"] = to.ToUnixTimeSeconds(),
            ["MaxResults"] = 50,
        };
}
