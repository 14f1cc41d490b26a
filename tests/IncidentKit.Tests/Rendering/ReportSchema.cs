using System.Text.Json;
using NJsonSchema;

namespace IncidentKit.Tests.Rendering;

/// <summary>The published schema of incident-report.json.</summary>
internal static class ReportSchema
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(SampleModel.Folder, "../../../templates/schema/incident-report.schema.json"));

    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(Text));

    /// <summary>What is wrong with a report and where; empty when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> OffencesAsync(string report) => [.. (await Schema.Value).Validate(report).Select(e => $"{e}")];

    /// <summary>Whether the description of the member at a pointer says what null means there.</summary>
    public static bool SaysWhatNullMeans(string pointer)
    {
        var root = JsonDocument.Parse(Text).RootElement;
        var at = root;
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = Shape(root, at);
            at = int.TryParse(part, out _) ? at.GetProperty("items") : at.GetProperty("properties").GetProperty(part);
        }

        return at.TryGetProperty("description", out var description) && description.GetString()!.Contains("null", StringComparison.Ordinal);
    }

    /// <summary>The object or array that a schema allows beside null.</summary>
    private static JsonElement Shape(JsonElement root, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Shape(root, reference.GetString()![2..].Split('/').Aggregate(root, (at, name) => at.GetProperty(name)));
        return schema.TryGetProperty("anyOf", out var choices) ? Shape(root, choices[0]) : schema;
    }
}
