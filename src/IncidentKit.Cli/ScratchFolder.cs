using IncidentKit.Basics;

namespace IncidentKit.Cli;

/// <summary>
/// A folder in the system's temporary one, for its owner alone, which is deleted at the end. Those that killed commands have left are
/// deleted by the next that makes one: a folder whose lock can be taken belongs to nobody.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Lock = "lock";

    private readonly FileStream _lock;

    private ScratchFolder(string path)
    {
        FullPath = path;
        _lock = new FileStream(Path.Combine(path, Lock), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Its path.</summary>
    public string FullPath { get; }

    /// <summary>Makes one.</summary>
    /// <param name="purpose">A word of its name.</param>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static ScratchFolder Create(string purpose)
    {
        var prefix = $"incidentkit-{purpose}-";
        try
        {
            foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), prefix + "*"))
                Remove(left);
            return new ScratchFolder(Directory.CreateTempSubdirectory(prefix).FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.Output, $"no folder can be made in {Path.GetTempPath()}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Directory.Delete(FullPath, recursive: true);
    }

    private static void Remove(string left)
    {
        try
        {
            using (new FileStream(Path.Combine(left, Lock), FileMode.Open, FileAccess.Write, FileShare.None)) { }
            Directory.Delete(left, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, somebody else's, or just being made.
        }
    }
}
