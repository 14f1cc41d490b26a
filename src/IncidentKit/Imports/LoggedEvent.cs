using System.Text.Json;
using IncidentKit.Evidence;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Imports;

/// <summary>An event of a log in JSON that CloudWatch Logs gave.</summary>
/// <param name="Group">Its log group; null where it is not told.</param>
/// <param name="Stream">Its log stream; null where it is not told.</param>
/// <param name="At">Its time.</param>
/// <param name="Message">Its text; empty where it was not asked for.</param>
internal sealed record LoggedEvent(string? Group, string? Stream, Instant At, string Message)
{
    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFF");

    /// <summary>
    /// The events of get-log-events and filter-log-events, of a subscription's data, of a query's results and of what the console exports
    /// of them; null for anything else. Sources: CloudWatch Logs API reference, GetLogEvents, FilterLogEvents, GetQueryResults; user guide,
    /// "Real-time processing of log data with subscriptions".
    /// </summary>
    /// <param name="value">The object.</param>
    /// <param name="isRow">Whether it stands in a list, as a row of an export does.</param>
    public static IReadOnlyList<LoggedEvent>? In(JsonElement value, bool isRow)
    {
        if (value.Text("messageType") is "DATA_MESSAGE" or "CONTROL_MESSAGE" && value.Member("logEvents") is not null)
            return [.. value.Items("logEvents").Select(e => Of(e, value.Text("logGroup"), value.Text("logStream"))).OfType<LoggedEvent>()];
        if (value.Member("events") is { ValueKind: JsonValueKind.Array } events && AreLogged(value, events))
            return [.. events.EnumerateArray().Select(e => Of(e, null, e.Text("logStreamName"))).OfType<LoggedEvent>()];
        if (value.Member("status") is not null && value.Member("results") is { ValueKind: JsonValueKind.Array } results)
            return [.. results.EnumerateArray().Select(OfFields).OfType<LoggedEvent>()];
        return isRow && OfRow(name => value.Text(name)) is { } row ? [row] : null;
    }

    /// <summary>LookupEvents has a list of that name too, in another letter case; an empty one tells by its neighbours.</summary>
    private static bool AreLogged(JsonElement value, JsonElement events) =>
        events.EnumerateArray().Any()
            ? events.EnumerateArray().First() is var first && first.Member("EventName") is null && first.Member("CloudTrailEvent") is null
            : value.Member("searchedLogStreams") is not null || value.Member("nextForwardToken") is not null;

    private static LoggedEvent? Of(JsonElement item, string? group, string? stream) =>
        item.Milliseconds("timestamp") is { } at ? new LoggedEvent(group, stream, at, item.Text("message") ?? "") : null;

    /// <summary>A row of GetQueryResults: a list of fields with their values.</summary>
    private static LoggedEvent? OfFields(JsonElement row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in row.AsItems())
        {
            if (field.Text("field") is { } name && field.Text("value") is { } value)
                fields.TryAdd(name, value);
        }

        return OfRow(name => fields.GetValueOrDefault(name));
    }

    /// <summary>Insights writes times in UTC, with a space and without a zone.</summary>
    private static LoggedEvent? OfRow(Func<string, string?> field)
    {
        if (field("@timestamp") is not { } written || Written.Parse(written) is not { Success: true, Value: var at })
            return null;
        // ACCOUNT:GROUP
        var log = field("@log");
        var group = log?[(log.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new LoggedEvent(group, field("@logStream"), at.InUtc().ToInstant(), field("@message") ?? "");
    }
}
