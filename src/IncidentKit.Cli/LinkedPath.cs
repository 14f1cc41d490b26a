namespace IncidentKit.Cli;

/// <summary>Finds where a path leads.</summary>
internal static class LinkedPath
{
    private const int MostLinks = 40;

    /// <summary>A full path without links, as far as it exists.</summary>
    public static string Resolve(string path)
    {
        for (var left = MostLinks; left > 0; left--)
        {
            if (Step(path) is not { } next)
                break;
            path = next;
        }

        return path;
    }

    /// <summary>The path with its first link followed; null when it has none.</summary>
    private static string? Step(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var at = root;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = Path.Combine(at, parts[i]);
            if (new FileInfo(part).LinkTarget is { } target)
                return Path.GetFullPath(Path.Combine([Path.Combine(at, target), .. parts[(i + 1)..]]));
            at = part;
        }

        return null;
    }
}
