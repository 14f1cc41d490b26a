using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Recorded;

/// <summary>
/// The question that CloudWatch Logs Insights answers with the events a minute of each log group: one row a minute and group that has
/// events, so one machine receives rows and not events. Minutes without events give no row.
/// </summary>
public static class MinuteQuery
{
    /// <summary>Rows that a query gives at most without saying that there are more. Source: facts §5, StartQuery.</summary>
    public const int RowLimit = 10_000;

    /// <summary>Rows of an answer that is known to be whole: one that has as many as the limit may have been cut there.</summary>
    public const int MostRows = RowLimit - 1;

    /// <summary>The query.</summary>
    public const string Text = "stats count(*) as events, min(@timestamp) as first, max(@timestamp) as last by bin(1m) as minute, @log";

    private static readonly LocalDateTimePattern MinutePattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.fff");

    /// <summary>The parameters of StartQuery.</summary>
    /// <param name="groups">At most 50 log groups.</param>
    /// <param name="start">The first second, inclusive.</param>
    /// <param name="end">The last second, inclusive: Insights counts both ends.</param>
    public static JsonObject Of(IEnumerable<string> groups, Instant start, Instant end) =>
        new()
        {
            ["logGroupNames"] = new JsonArray([.. groups.Select(group => (JsonNode?)group)]),
            ["startTime"] = start.ToUnixTimeSeconds(),
            ["endTime"] = end.ToUnixTimeSeconds(),
            ["queryString"] = Text,
            ["limit"] = RowLimit,
        };

    /// <summary>Cuts minutes into queries that stay below the row limit.</summary>
    /// <param name="minutes">The minutes that have events.</param>
    /// <param name="start">The first second.</param>
    /// <param name="end">The last second.</param>
    public static IEnumerable<(Instant Start, Instant End, IReadOnlyList<MinuteCount> Rows)> Split(
        IReadOnlyList<MinuteCount> minutes,
        Instant start,
        Instant end
    )
    {
        for (var at = 0; at < minutes.Count; at += MostRows)
        {
            var rows = minutes.Skip(at).Take(MostRows).ToList();
            var next = at + MostRows < minutes.Count ? minutes[at + MostRows].Minute - Duration.FromSeconds(1) : end;
            yield return (at == 0 ? start : rows[0].Minute, next, rows);
        }
    }

    /// <summary>The rows as GetQueryResults gives them.</summary>
    /// <param name="group">The log group.</param>
    /// <param name="rows">The minutes.</param>
    /// <param name="log">The log that was read.</param>
    internal static byte[] Answer(string group, IEnumerable<MinuteCount> rows, LogActivity log) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["status"] = "Complete",
                ["results"] = new JsonArray([
                    .. rows.Select(row =>
                        (JsonNode)
                            new JsonArray(
                                Field("minute", MinutePattern.Format(row.Minute.InUtc().LocalDateTime)),
                                Field("@log", group),
                                Field("events", row.Events.ToString(CultureInfo.InvariantCulture))
                            )
                    ),
                ]),
                ["statistics"] = new JsonObject
                {
                    ["bytesScanned"] = log.Bytes,
                    ["recordsScanned"] = log.Lines,
                    ["recordsMatched"] = log.Events,
                },
            }
        );

    /// <summary>The rows of a GetQueryResults answer, with the log group without its account.</summary>
    /// <param name="body">The answer.</param>
    public static IEnumerable<(string Group, MinuteCount Minute)> Rows(JsonElement body)
    {
        foreach (var row in body.Items("results"))
        {
            var fields = row.AsItems().ToLookup(field => field.Text("field") ?? "", field => field.Text("value"), StringComparer.Ordinal);
            if (
                fields["minute"].FirstOrDefault() is { } minute
                && MinutePattern.Parse(minute) is { Success: true } at
                && long.TryParse(fields["events"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var events)
                && events > 0
                && fields["@log"].FirstOrDefault() is { } log
            )
            {
                // 123456789012:/ecs/job
                yield return (
                    log[(log.IndexOf(':', StringComparison.Ordinal) + 1)..],
                    new MinuteCount(at.Value.InUtc().ToInstant(), events)
                );
            }
        }
    }

    private static JsonObject Field(string name, string value) => new JsonObject { ["field"] = name, ["value"] = value };
}
