using System.Text.Json;
using IncidentKit.Testing;

namespace IncidentKit.Tests.Rendering;

/// <summary>Report models written by hand from the scheduler freeze.</summary>
internal static class SampleModel
{
    public static string Folder { get; } = Path.Combine(Snapshot.ProjectDirectory(typeof(SampleModel).Assembly), "Rendering");

    public static JsonElement Closed { get; } = Load("sample-report.json");

    public static JsonElement Open { get; } = Load("sample-report-open.json");

    public static JsonElement Hostile { get; } = Load("sample-report-hostile.json");

    public static JsonElement Named(string name) =>
        name switch
        {
            "closed" => Closed,
            "open" => Open,
            _ => Hostile,
        };

    private static JsonElement Load(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name))).RootElement;
}
