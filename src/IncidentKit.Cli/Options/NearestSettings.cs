namespace IncidentKit.Cli.Options;

/// <summary>Finds the settings that hold where somebody works.</summary>
internal static class NearestSettings
{
    private const string Name = "incidentkit.yaml";

    /// <summary>The path of incidentkit.yaml in a folder or the nearest one above it; null where none has one.</summary>
    public static string? Above(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Name)))
                return Path.Combine(at, Name);
        }

        return null;
    }
}
