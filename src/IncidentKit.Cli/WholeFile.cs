using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>Writes files whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>How files end that are not whole yet; a run that was killed leaves them, and the next removes them.</summary>
    public const string Suffix = ".incidentkit-new";

    private const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Writes one file.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">The path cannot be written; nothing is.</exception>
    public static string Write(string path, byte[] content) => WriteAll([(path, content)])[0];

    /// <summary>
    /// Writes each text to a new file beside its path, and renames all of them when all are complete. Shell scripts become executable,
    /// and writable for nobody else. What a run that was killed left in the same folders is removed.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="secret">The one of them that is for its owner alone; null for none.</param>
    /// <param name="mode">The mode of each; null for that of new files.</param>
    /// <returns>The paths.</returns>
    /// <exception cref="InputException">A path cannot be written (<see cref="InputProblem.Output"/>); nothing is.</exception>
    public static IReadOnlyList<string> WriteAll(
        IReadOnlyList<(string Path, byte[] Content)> files,
        string? secret = null,
        UnixFileMode? mode = null
    )
    {
        var begun = new List<string>();
        try
        {
            foreach (var folder in files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file.Path))!).Distinct())
                Prepare(folder);
            foreach (var (path, content) in files)
            {
                begun.Add(path);
                WriteNew(path, content, isSecret: path == secret);
                if (mode is { } bits && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path + Suffix, bits);
            }

            foreach (var path in begun)
                File.Move(path + Suffix, path, overwrite: true);
            return begun;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var path in begun.Where(path => File.Exists(path + Suffix)))
                File.Delete(path + Suffix);
            throw new InputException(
                InputProblem.Output,
                $"{(begun.Count > 0 ? begun[^1] : files[0].Path)} cannot be written: {e.Message}",
                e
            );
        }
    }

    /// <summary>Writes a new content beside a file and renames it, so that the file is the old or the new one; its mode stays.</summary>
    /// <exception cref="InputException">It cannot be written (<see cref="InputProblem.Output"/>); it is what it was.</exception>
    public static void Replace(string path, byte[] content)
    {
        UnixFileMode? mode = OperatingSystem.IsWindows() || !File.Exists(path) ? null : File.GetUnixFileMode(path);
        WriteAll([(path, content)], mode: mode);
    }

    private static void Prepare(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder, "*" + Suffix))
            File.Delete(left);
    }

    private static void WriteNew(string path, byte[] content, bool isSecret)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder");
        // To write where a link leads would change a file that nobody named; to replace it would surprise who made it.
        if (new FileInfo(path).LinkTarget is { } target)
            throw new IOException($"it is a link, to {target}: remove it, or name another path");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + Suffix, options))
            file.Write(content);
        if (path.EndsWith(".sh", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + Suffix, (File.GetUnixFileMode(path + Suffix) | Run) & ~Others);
    }
}
