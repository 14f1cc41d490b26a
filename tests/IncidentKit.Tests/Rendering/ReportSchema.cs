using NJsonSchema;

namespace IncidentKit.Tests.Rendering;

/// <summary>The published schemas of the reports.</summary>
internal static class ReportSchema
{
    public const string Incident = "incident-report";
    public const string Daily = "daily-gap-report";

    private static readonly Dictionary<string, Lazy<Task<JsonSchema>>> Schemas =
        new[] { Incident, Daily }.ToDictionary(name => name, name => new Lazy<Task<JsonSchema>>(() => JsonSchema.FromJsonAsync(TextOf(name))));

    /// <summary>The schema of incident-report.json.</summary>
    public static string Text => TextOf(Incident);

    public static string TextOf(string report) => File.ReadAllText(Path.Combine(SampleModel.Folder, $"../../../templates/schema/{report}.schema.json"));

    /// <summary>What is wrong with a report and where; empty when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> OffencesAsync(string report, string schema = Incident) => [.. (await Schemas[schema].Value).Validate(report).Select(e => $"{e}")];
}
