namespace IncidentKit.Auditing.Output;

/// <summary>Paths of reports as other tools want them.</summary>
internal static class ReportPath
{
    /// <summary>A path with slashes, without a dot before it.</summary>
    public static string Relative(string path)
    {
        path = path.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..].TrimStart('/');
        return path;
    }

    /// <summary>A URI reference to a path: relative to where the audit ran, or of the scheme <c>file</c>.</summary>
    public static string Address(string path)
    {
        var relative = Relative(path);
        var encoded = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
        if (relative.StartsWith('/'))
            return $"file://{encoded}";
        return relative is [var drive, ':', '/', ..] && char.IsAsciiLetter(drive) ? $"file:///{drive}:{encoded[4..]}" : encoded;
    }
}
