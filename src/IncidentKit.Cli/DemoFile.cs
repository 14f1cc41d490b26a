namespace IncidentKit.Cli;

/// <summary>The recordings that ship with the tool, and the files beside them.</summary>
internal static class DemoFile
{
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
