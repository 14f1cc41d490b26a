using System.Text.Json;
using NJsonSchema;

namespace IncidentKit.Tests.Rendering;

/// <summary>The published schemas of the reports.</summary>
internal static class ReportSchema
{
    public const string Incident = "incident-report";
    public const string Daily = "daily-gap-report";

    private static readonly Dictionary<string, Lazy<Task<JsonSchema>>> Schemas = new[] { Incident, Daily }.ToDictionary(
        name => name,
        name => new Lazy<Task<JsonSchema>>(() => JsonSchema.FromJsonAsync(TextOf(name)))
    );

    /// <summary>The schema of incident-report.json.</summary>
    public static string Text => TextOf(Incident);

    public static string TextOf(string report) =>
        File.ReadAllText(Path.Combine(SampleModel.Folder, $"../../../templates/schema/{report}.schema.json"));

    /// <summary>What is wrong with a report and where; empty when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> OffencesAsync(string report, string schema = Incident) =>
        [.. (await Schemas[schema].Value).Validate(report).Select(e => $"{e}")];

    /// <summary>Whether the description of the member at a pointer says what null means there.</summary>
    public static bool SaysWhatNullMeans(string pointer, string schema = Incident)
    {
        var root = JsonDocument.Parse(TextOf(schema)).RootElement;
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
