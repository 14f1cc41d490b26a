using NJsonSchema;

namespace IncidentKit.Tests.Rendering;

/// <summary>The published schema of incident-report.json.</summary>
internal static class ReportSchema
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(SampleModel.Folder, "../../../templates/schema/incident-report.schema.json"));

    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(Text));

    /// <summary>What is wrong with a report and where; empty when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> OffencesAsync(string report) => [.. (await Schema.Value).Validate(report).Select(e => $"{e}")];
}
