using System.Text.Json.Nodes;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// A cell of a table: a text, JSON, or what Athena and CloudTrail Lake print of a row or a map,
/// <c>{type=AssumedRole, arn=…}</c>, in which nothing is quoted. A value ends where a comma and the next name follow.
/// </summary>
internal static class TableCell
{
    private const int Deepest = 16;

    /// <summary>The value of a cell.</summary>
    public static JsonNode? Of(string cell) => Of(cell, 0);

    private static JsonNode? Of(string text, int depth)
    {
        if (text is "null" or "")
            return null;
        if (text is not ['{', .., '}'] and not ['[', .., ']'])
            return JsonValue.Create(text);
        if (JsonReading.ParseText(text) is { } json)
            return JsonNode.Parse(json.GetRawText());
        if (depth == Deepest || text[0] == '[')
            return JsonValue.Create(text);
        var members = new JsonObject();
        foreach (var pair in Pairs(text[1..^1]))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return JsonValue.Create(text);
            members[pair[..equals].Trim()] = Of(pair[(equals + 1)..].Trim(), depth + 1);
        }

        return members;
    }

    /// <summary>Splits at commas outside of brackets and texts that are followed by a name and an equals sign.</summary>
    private static IEnumerable<string> Pairs(string inside)
    {
        var (from, depth, quoted) = (0, 0, false);
        for (var at = 0; at < inside.Length; at++)
        {
            var c = inside[at];
            if (depth > 0 && c == '"' && inside[at - 1] != '\\')
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (c is '{' or '[')
                depth++;
            else if (c is '}' or ']')
                depth = Math.Max(0, depth - 1);
            else if (c == ',' && depth == 0 && IsBeforeName(inside.AsSpan(at + 1)))
            {
                yield return inside[from..at];
                from = at + 1;
            }
        }

        if (from < inside.Length)
            yield return inside[from..];
    }

    private static bool IsBeforeName(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        var name = 0;
        while (name < rest.Length && (char.IsAsciiLetterOrDigit(rest[name]) || rest[name] is '_' or '-' or '.'))
            name++;
        return name > 0 && name < rest.Length && rest[name] == '=';
    }
}
