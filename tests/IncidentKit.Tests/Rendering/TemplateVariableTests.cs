using System.Text;
using System.Text.Json;

namespace IncidentKit.Tests.Rendering;

/// <summary>templates/README.md documents every variable of every report: its tables are made from the schemas. Set INCIDENTKIT_ACCEPT=1 to make them again.</summary>
public sealed class TemplateVariableTests
{
    private static readonly string Readme = Path.Combine(SampleModel.Folder, "../../../templates/README.md");

    [Theory]
    [InlineData(ReportSchema.Incident)]
    [InlineData(ReportSchema.Daily)]
    public void EveryVariableIsDocumented(string report)
    {
        var variables = Variables(report).ToList();
        Assert.True(variables.Count > 100);
        Assert.Empty(variables.Where(v => v.Meaning is null).Select(v => v.Path));
        var (begin, end) = ($"<!-- variables of {report}.json, made from its schema -->\n", $"<!-- end of {report}.json -->\n");
        var table = new StringBuilder("| variable | type | meaning |\n|---|---|---|\n");
        foreach (var (path, type, meaning) in variables)
            table.Append($"| `{path}` | {type} | {meaning!.Replace("|", "\\|")} |\n");
        var text = File.ReadAllText(Readme);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= begin.Length && to >= from, $"the marks of {report}.json are missing in templates/README.md");
        if (Environment.GetEnvironmentVariable("INCIDENTKIT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
            File.WriteAllText(Readme, text[..from] + table + text[to..]);
        else
            Assert.Equal(table.ToString(), text[from..to]);
    }

    /// <summary>The members of a report, as a template writes them; <c>[]</c> stands for an item of a list.</summary>
    private static IEnumerable<(string Path, string Type, string? Meaning)> Variables(string report)
    {
        var schema = JsonDocument.Parse(ReportSchema.TextOf(report)).RootElement;
        var definitions = schema.GetProperty("$defs");
        return Members(schema, "");

        IEnumerable<(string Path, string Type, string? Meaning)> Members(JsonElement owner, string prefix)
        {
            foreach (var member in owner.GetProperty("properties").EnumerateObject())
            {
                var (node, type, nullable, meaning) = Follow(member.Value);
                var path = prefix + member.Name;
                yield return (path, type + (nullable ? " or null" : ""), meaning);
                var (item, inner) = type.StartsWith("list", StringComparison.Ordinal)
                    ? (Follow(node.GetProperty("items")).Node, path + "[]")
                    : (node, path);
                if (item.TryGetProperty("properties", out _))
                {
                    foreach (var below in Members(item, inner + "."))
                        yield return below;
                }
            }
        }

        (JsonElement Node, string Type, bool Nullable, string? Meaning) Follow(JsonElement node)
        {
            var meaning = Description(node);
            if (node.TryGetProperty("anyOf", out var either))
            {
                var of = Follow(either[0]);
                return of with { Nullable = true, Meaning = meaning ?? of.Meaning };
            }

            if (node.TryGetProperty("$ref", out var reference))
            {
                var name = reference.GetString()!.Split('/')[^1];
                var target = Follow(definitions.GetProperty(name));
                return target with
                {
                    Type = target.Type == "text" && name is "instant" or "date" or "duration" ? name : target.Type,
                    Meaning = meaning ?? target.Meaning,
                };
            }

            if (node.TryGetProperty("enum", out var values))
                return (node, string.Join(", ", values.EnumerateArray().Select(v => $"`{v}`")), false, meaning);
            var types = node.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
                ? several.EnumerateArray().Select(t => t.GetString()!).ToList()
                : [node.GetProperty("type").GetString()!];
            var type = types[0] switch
            {
                "string" => "text",
                "integer" => "whole number",
                "boolean" => "true or false",
                "array" => $"list of {Plural(Follow(node.GetProperty("items")).Type)}",
                var other => other,
            };
            return (node, type, types.Contains("null"), meaning);
        }
    }

    private static string Plural(string type) => type is "text" ? "texts" : type + "s";

    private static string? Description(JsonElement node) =>
        node.TryGetProperty("description", out var description) ? description.GetString() : null;
}
