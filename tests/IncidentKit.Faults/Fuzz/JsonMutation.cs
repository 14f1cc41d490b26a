using System.Text;
using System.Text.Json.Nodes;

namespace IncidentKit.Faults.Fuzz;

/// <summary>Changes one record of a file of records: members of its answer are left out, doubled, or of another type or value. The line
/// stays a record, so that what reads the answer is reached.</summary>
sealed class JsonMutation(Random random)
{
    const string Body = "\"body\":";

    static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e308",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
        "253402300799999",
        "253402300800",
        "1769700000",
        "\"\"",
        "\"x\"",
        "\"0\"",
        "\"-1\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"2026-01-29T16:37:00Z\"",
        "\"2026-01-29\"",
        "\"NaN\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"rate(1 minute)\"",
        "\"rate(0 minutes)\"",
        "\"cron(* * * * ? *)\"",
        "\"at(9999-12-31T23:59:59)\"",
        "\"UTC\"",
        "\"Mars/Phobos\"",
        "\"arn:aws:ecs:us-west-2:123456789012:cluster/x\"",
        "\"arn:\"",
        "\"{}\"",
        "\"{\\\"a\\\":\"",
        "\"[]\"",
        "\"%7B%22Statement%22%3A%5B%5D%7D\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "[1]",
        "[\"x\"]",
        "{\"a\":null}",
        "{\"\":{}}",
    ];

    /// <summary>A file like the good one, but for a record or two.</summary>
    public byte[] Of(byte[] file)
    {
        var lines = Encoding.UTF8.GetString(file).Split('\n');
        foreach (var at in new[] { random.Next(lines.Length), random.Next(lines.Length) }.Distinct())
        {
            var body = lines[at].IndexOf(Body, StringComparison.Ordinal) + Body.Length;
            if (body < Body.Length)
                continue;
            lines[at] = lines[at][..body] + Changed(lines[at][body..^1]) + "}";
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    string Changed(string body)
    {
        // A change to a leaf is a text's change, so that values that no tree can hold are reached too.
        var (root, mark) = (JsonNode.Parse(body)!, $"\"{new string('#', 12)}\"");
        var nodes = Inside(root).ToList();
        if (nodes.Count == 0)
            return Values[random.Next(Values.Length)];
        var value = Values[random.Next(Values.Length)];
        var chosen = nodes[random.Next(nodes.Count)];
        switch (chosen.Parent)
        {
            case JsonObject parent when random.Next(5) == 0:
                parent.Remove(chosen.Name!);
                return root.ToJsonString();
            case JsonObject parent:
                parent[chosen.Name!] = JsonNode.Parse(mark);
                break;
            case JsonArray parent when random.Next(4) == 0:
                parent.Add(parent[chosen.Index]?.DeepClone());
                return root.ToJsonString();
            case JsonArray parent when random.Next(4) == 0:
                parent.RemoveAt(chosen.Index);
                return root.ToJsonString();
            case JsonArray parent:
                parent[chosen.Index] = JsonNode.Parse(mark);
                break;
        }

        return root.ToJsonString().Replace(mark, value, StringComparison.Ordinal);
    }

    static IEnumerable<(JsonNode Parent, string? Name, int Index)> Inside(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Inside(member.Value).Prepend((members, member.Key, 0))),
            JsonArray items => items.SelectMany((item, at) => Inside(item).Prepend((items, null, at))),
            _ => [],
        };
}
