using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>What a log shows, as DescribeLogStreams and CloudWatch Logs Insights would have answered it.</summary>
internal static class ActivityRecords
{
    private const int StreamsARecord = 5_000;

    /// <summary>The operations, what was asked, and the answers.</summary>
    public static IEnumerable<((OperationName Call, JsonObject Parameters) Question, byte[] Body)> Of(
        string group,
        string source,
        LogActivity log,
        IReadOnlyList<StreamActivity> streams
    )
    {
        // A listing by prefix says nothing of other streams.
        var prefix = streams.Count == 1 ? streams[0].Stream : "";
        foreach (var (page, some) in streams.Chunk(StreamsARecord).Index())
        {
            var asked = new JsonObject { ["logGroupName"] = group, ["logStreamNamePrefix"] = prefix };
            if (page > 0)
                asked["importedPage"] = page + 1;
            yield return ((Operations.DescribeLogStreams, asked), Streams(some));
        }

        if (log.First is not { } first || log.Last is not { } last)
            yield break;
        var end = WholeMinute.Of(last) + Duration.FromSeconds(59);
        foreach (var (start, stop, rows) in MinuteQuery.Split(log.Minutes, first, end))
        {
            var query = $"{source} {group} {start.ToUnixTimeSeconds()}";
            yield return (
                (Operations.StartQuery, MinuteQuery.Of([group], start, stop)),
                JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["queryId"] = query })
            );
            yield return ((Operations.GetQueryResults, new JsonObject { ["queryId"] = query }), MinuteQuery.Answer(group, rows, log));
        }
    }

    private static byte[] Streams(IEnumerable<StreamActivity> streams)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("logStreams");
            foreach (var stream in streams)
            {
                json.WriteStartObject();
                json.WriteString("logStreamName", stream.Stream);
                json.WriteNumber("firstEventTimestamp", stream.First.ToUnixTimeMilliseconds());
                json.WriteNumber("lastEventTimestamp", stream.Last.ToUnixTimeMilliseconds());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
