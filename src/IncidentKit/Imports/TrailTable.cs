using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentKit.Evidence;
using IncidentKit.Imports.Logs;

namespace IncidentKit.Imports;

/// <summary>
/// Events of CloudTrail in a table: what Athena and CloudTrail Lake answer, the console's event history as CSV, and exports of a log group
/// that a trail or a rule writes to. Columns are known by their names in any spelling. Sources: Athena user guide, "Create a table for
/// CloudTrail logs"; CloudTrail user guide, "Viewing CloudTrail events in the console".
/// </summary>
internal static class TrailTable
{
    private const int LongestHeader = 16 * 1024;
    private const int Sampled = 20;

    private static readonly byte[] Separators = [.. ",\t;|"u8];

    /// <summary>Members of an event, by the letters of their names; of the caller's with a dot.</summary>
    private static readonly Dictionary<string, string> Columns = new[]
    {
        ("eventversion", "eventVersion"),
        ("useridentity", "userIdentity"),
        ("eventtime", "eventTime"),
        ("eventsource", "eventSource"),
        ("eventname", "eventName"),
        ("awsregion", "awsRegion"),
        ("region", "awsRegion"),
        ("sourceipaddress", "sourceIPAddress"),
        ("useragent", "userAgent"),
        ("errorcode", "errorCode"),
        ("errormessage", "errorMessage"),
        ("requestparameters", "requestParameters"),
        ("responseelements", "responseElements"),
        ("additionaleventdata", "additionalEventData"),
        ("requestid", "requestID"),
        ("eventid", "eventID"),
        ("readonly", "readOnly"),
        ("eventtype", "eventType"),
        ("recipientaccountid", "recipientAccountId"),
        ("recipientaccount", "recipientAccountId"),
        ("sharedeventid", "sharedEventID"),
        ("username", "userIdentity.userName"),
        ("arn", "userIdentity.arn"),
        ("principalid", "userIdentity.principalId"),
        ("invokedby", "userIdentity.invokedBy"),
        ("useridentityarn", "userIdentity.arn"),
        ("useridentityusername", "userIdentity.userName"),
        ("useridentityinvokedby", "userIdentity.invokedBy"),
        ("useridentitytype", "userIdentity.type"),
    }.ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);

    /// <summary>Columns that hold a whole event.</summary>
    private static readonly HashSet<string> Whole = ["message", "cloudtrailevent", "eventjson", "rawevent"];

    /// <summary>Members that stand in events alone.</summary>
    private static readonly string[] Telling = ["eventSource", "awsRegion", "userIdentity", "eventID", "requestParameters"];

    /// <summary>Whether a file that begins so is such a table.</summary>
    public static bool Is(ReadOnlySpan<byte> beginning) => Open(beginning) is not null;

    /// <summary>The events of a table, each with its line, and the rows that are none.</summary>
    public static (List<(int Line, JsonElement Value)> Events, List<(int Line, string What)> Broken) Read(ReadOnlySpan<byte> text, int most)
    {
        var (events, broken) = (new List<(int Line, JsonElement Value)>(), new List<(int Line, string What)>());
        if (Open(text) is not var (table, columns, whole))
            return (events, broken);
        var rest = text;
        var line = 1;
        while (!rest.IsEmpty && events.Count < most)
        {
            var length = CsvTable.LengthOfFirst(rest);
            var record = rest[..length];
            rest = rest[length..];
            if (line > 1 && !record.Trim(" \t\r\n"u8).IsEmpty)
            {
                var cells = table.Fields(record.TrimEnd("\r\n"u8)).ConvertAll(Cell);
                if ((whole >= 0 ? EventIn(cells, whole) : EventOf(cells, columns)) is { } found)
                    events.Add((line, found));
                else
                    broken.Add((line, whole >= 0 ? "no event in it" : "no event: its time or name is missing or not understood"));
            }

            line += record.Count((byte)'\n');
        }

        return (events, broken);
    }

    private static (CsvTable Table, string?[] Columns, int Whole)? Open(ReadOnlySpan<byte> text)
    {
        var head = text[..CsvTable.LengthOfFirst(text[..Math.Min(text.Length, LongestHeader)])];
        if (head.Length == text.Length || head.TrimStart("\" \t"u8) is [] or [(byte)'{' or (byte)'[', ..])
            return null;
        var separator = SeparatorOf(head);
        var table = new CsvTable(separator, HasHeader: true, 0, -1);
        var names = table.Fields(head.TrimEnd("\r\n"u8)).ConvertAll(name => Letters(Cell(name)));
        string?[] columns = [.. names.Select(name => Columns.GetValueOrDefault(name))];
        if (columns.Contains("eventName") && columns.Contains("eventTime") && columns.Intersect(Telling).Any())
            return (table, columns, -1);
        var whole = names.FindIndex(Whole.Contains);
        return whole >= 0 && HoldsEvents(table, text[head.Length..], whole) ? (table, columns, whole) : null;
    }

    private static byte SeparatorOf(ReadOnlySpan<byte> head)
    {
        var (best, most) = (Separators[0], 0);
        foreach (var separator in Separators)
        {
            if (head.Count(separator) > most)
                (best, most) = (separator, head.Count(separator));
        }

        return best;
    }

    private static bool HoldsEvents(CsvTable table, ReadOnlySpan<byte> rows, int column)
    {
        var seen = 0;
        while (!rows.IsEmpty && seen < Sampled)
        {
            var length = CsvTable.LengthOfFirst(rows);
            var cells = table.Fields(rows[..length].TrimEnd("\r\n"u8)).ConvertAll(Cell);
            rows = rows[length..];
            // The last row of a beginning may be cut.
            if (EventIn(cells, column) is not { } found || !JsonContent.Of([(1, found)]).IsUnderstood)
                return seen > 0 && rows.IsEmpty;
            seen++;
        }

        return seen > 0;
    }

    private static JsonElement? EventIn(List<string> cells, int column) =>
        column < cells.Count && cells[column].TrimStart() is ['{', ..] text && JsonReading.ParseText(text) is { } found ? found : null;

    private static JsonElement? EventOf(List<string> cells, string?[] columns)
    {
        var (told, caller) = (new JsonObject(), new JsonObject());
        foreach (var (member, cell) in columns.Zip(cells))
        {
            if (member is null || cell.Length == 0 || cell is "null" or "-")
                continue;
            if (member.Split('.') is [_, var ofCaller])
                caller.TryAdd(ofCaller, cell);
            else
                told.TryAdd(member, TableCell.Of(cell));
        }

        if (told["eventName"]?.GetValueKind() != JsonValueKind.String || TrailTime.Of(told["eventTime"]?.ToString()) is not { } at)
            return null;
        told["eventTime"] = at;
        told.TryAdd("eventSource", "");
        if (told["userIdentity"] is not JsonObject && caller.Count > 0)
            told["userIdentity"] = caller;
        told.TryAdd("eventID", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', cells)))[..16]));
        return JsonSerializer.SerializeToElement(told);
    }

    private static string Cell(byte[] cell) => Encoding.UTF8.GetString(cell).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();

    /// <summary>A column's name without what spellings differ in.</summary>
    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
