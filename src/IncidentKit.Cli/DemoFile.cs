using System.Text;
using IncidentKit.Inputs;

namespace IncidentKit.Cli;

/// <summary>The recordings that ship with the tool, and the files beside them.</summary>
internal static class DemoFile
{
    /// <summary>What the demo's settings name: positions and prices, made up.</summary>
    private static readonly string[] Beside = ["positions.csv", "prices.csv"];

    /// <summary>All of them, by name with extension.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["freeze-open.zip", "freeze-closed.zip", "incidentkit.yaml", "incident.yaml", .. Beside];

    /// <summary>What the system is for.</summary>
    public static Settings Settings() =>
        IncidentKit.Inputs.Settings.Parse(
            "incidentkit.yaml",
            Encoding.UTF8.GetString(Read("incidentkit.yaml")),
            Beside.ToDictionary(name => name, Read, StringComparer.Ordinal)
        );

    /// <summary>The content of one, by its name with extension.</summary>
    public static byte[] Read(string name)
    {
        using var stream =
            typeof(DemoFile).Assembly.GetManifestResourceStream($"demo/{name}")
            ?? throw new InvalidOperationException($"the tool was built without demo/{name}");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
