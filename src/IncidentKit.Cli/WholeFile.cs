using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>Writes files whole or not at all.</summary>
internal static class WholeFile
{
    private const string Suffix = ".incidentkit-new";

    private const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes one file.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">The path cannot be written; nothing is.</exception>
    public static string Write(string path, byte[] content) => WriteAll([(path, content)])[0];

    /// <summary>
    /// Writes each text to a new file beside its path, and renames all of them when all are complete. Shell scripts become executable.
    /// </summary>
    /// <returns>The paths.</returns>
    /// <exception cref="InputException">A path cannot be written; nothing is.</exception>
    public static IReadOnlyList<string> WriteAll(IReadOnlyList<(string Path, byte[] Content)> files)
    {
        var begun = new List<string>();
        try
        {
            foreach (var (path, content) in files)
            {
                begun.Add(path);
                WriteNew(path, content);
            }

            foreach (var path in begun)
                File.Move(path + Suffix, path, overwrite: true);
            return begun;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (var path in begun.Where(path => File.Exists(path + Suffix)))
                File.Delete(path + Suffix);
            throw new InputException(InputProblem.CommandLine, $"{begun[^1]} cannot be written: {e.Message}", e);
        }
    }

    private static void WriteNew(string path, byte[] content)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path + Suffix, content);
        if (path.EndsWith(".sh", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + Suffix, File.GetUnixFileMode(path + Suffix) | Run);
    }
}
