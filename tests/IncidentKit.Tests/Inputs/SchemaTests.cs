using System.Text.Json;
using IncidentKit.Inputs;
using IncidentKit.Tests.Rendering;

namespace IncidentKit.Tests.Inputs;

/// <summary>The published JSON Schemas and the readers agree: the readers take every key of the schemas.</summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(SampleModel.Folder, "../../../templates/schema");

    [Fact]
    public void SettingsAndSchemaAgree()
    {
        JsonElement root = Schema("incidentkit.schema.json");
        JsonElement service = root.GetProperty("properties").GetProperty("services").GetProperty("additionalProperties");
        JsonElement dataset = service.GetProperty("properties").GetProperty("datasets").GetProperty("items");
        AllAreRead(root, keys => Settings.Parse("x", keys));
        AllAreRead(service, keys => Settings.Parse("x", $"services: {{a: {{{keys.TrimEnd(',')}}}}}"), separator: ",");
        AllAreRead(
            dataset,
            keys =>
                Settings.Parse(
                    "x",
                    $"services: {{a: {{datasets: [{{{keys.Replace("name: ,", "name: n,").Replace("kind: ,", "kind: k,").TrimEnd(',')}}}]}}}}"
                ),
            separator: ","
        );
    }

    [Fact]
    public void AuditSettingsAndSchemaAgree()
    {
        JsonElement audit = Schema("incidentkit.schema.json").GetProperty("properties").GetProperty("audit");
        AllAreRead(audit, keys => Settings.Parse("x", $"audit: {{{keys.TrimEnd(',')}}}"), separator: ",");
        Assert.Equal(
            Enum.GetNames<AuditLevel>().Select(n => n.ToLowerInvariant()),
            audit.GetProperty("properties").GetProperty("failOn").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!)
        );
    }

    [Fact]
    public void IncidentFileAndSchemaAgree()
    {
        JsonElement root = Schema("incident.schema.json");
        JsonElement properties = root.GetProperty("properties");
        AllAreRead(root, keys => IncidentFile.Parse("x", keys));
        AllAreRead(
            properties.GetProperty("milestones"),
            keys => IncidentFile.Parse("x", $"milestones: {{{keys.TrimEnd(',')}}}"),
            separator: ","
        );
        foreach (string list in new[] { "notes", "statements", "contributingFactors", "whyNotCaught", "fiveWhys", "decisions", "signOff" })
            AllAreRead(
                properties.GetProperty(list).GetProperty("items").GetProperty("oneOf")[1],
                keys => IncidentFile.Parse("x", $"{list}: [{{{keys.Replace("text: ,", "text: t,").TrimEnd(',')}}}]"),
                separator: ","
            );
        AllAreRead(
            properties.GetProperty("people").GetProperty("items"),
            keys => IncidentFile.Parse("x", $"people: [{{{keys.Replace("name: ,", "name: n,").TrimEnd(',')}}}]"),
            separator: ","
        );
        AllAreRead(
            properties.GetProperty("intended").GetProperty("items"),
            keys => IncidentFile.Parse("x", $"intended: [{{{Pause(keys)}}}]"),
            separator: ","
        );
        AllAreRead(properties.GetProperty("lessons"), keys => IncidentFile.Parse("x", $"lessons: {{{keys.TrimEnd(',')}}}"), separator: ",");
        AllAreRead(
            properties.GetProperty("actionItems").GetProperty("items"),
            keys => IncidentFile.Parse("x", $"actionItems: [{{{keys.Replace("text: ,", "text: t,").TrimEnd(',')}}}]"),
            separator: ","
        );
    }

    private static string Pause(string keys) =>
        keys.Replace("schedule: ", "schedule: s", StringComparison.Ordinal)
            .Replace("from: ", "from: 2026-01-29T14:00Z", StringComparison.Ordinal)
            .Replace("to: ", "to: 2026-01-29T15:00Z", StringComparison.Ordinal)
            .Replace("reason: ", "reason: r", StringComparison.Ordinal)
            .Replace("by: ", "by: b", StringComparison.Ordinal)
            .TrimEnd(',');

    private static JsonElement Schema(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name))).RootElement;

    /// <summary>The reader takes every key of the schema.</summary>
    private static void AllAreRead(JsonElement schema, Action<string> read, string separator = "\n")
    {
        string[] keys = [.. schema.GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        Assert.NotEmpty(keys);
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        read(string.Concat(keys.Select(k => $"{k}: {separator}")));
    }
}
