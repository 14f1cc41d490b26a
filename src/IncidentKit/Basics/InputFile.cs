using System.IO.Enumeration;

namespace IncidentKit.Basics;

/// <summary>
/// Opens what people name as files, and what lies in folders they name. Whatever it is, it ends: a pipe that nobody writes to is not
/// waited for, a device is not read, and no link leads round in a circle.
/// </summary>
public static class InputFile
{
    /// <summary>How long the system has to open a file. A pipe without a writer, or a disk that is gone, takes for ever.</summary>
    private static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(10);

    /// <summary>Opens a file, which can be read from its start again.</summary>
    /// <exception cref="IOException">It is none, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static FileStream Open(string path) =>
        Checked(path, file => file.CanSeek ? null : "it is a pipe, and would have to be read more than once");

    /// <summary>The content of a file, or what comes from a pipe.</summary>
    /// <param name="path">The path.</param>
    /// <param name="most">The most bytes it may have.</param>
    /// <exception cref="IOException">It is no file, is larger, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static byte[] ReadAll(string path, int most)
    {
        using var file = Checked(path, _ => null);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = file.Read(buffer)) > 0; )
        {
            content.Write(buffer, 0, read);
            if (content.Length > most)
                throw new IOException($"it is larger than {most >> 20} MiB");
        }

        return content.ToArray();
    }

    /// <summary>The paths of the files in a folder and the folders in it, in ordinal order. Linked folders are not entered.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ending">How their names end, <c>.yaml</c>; empty for all.</param>
    /// <param name="deep">How many folders below it are looked into.</param>
    /// <exception cref="InputException">A folder cannot be looked into.</exception>
    public static IReadOnlyList<string> In(string folder, string ending, int deep)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = deep > 0,
            MaxRecursionDepth = deep,
            AttributesToSkip = FileAttributes.None,
            // What cannot be looked into is a mistake to mend, not an empty folder.
            IgnoreInaccessible = false,
        };
        try
        {
            var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    !entry.IsDirectory && entry.FileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase),
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            };
            return [.. files.Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.CommandLine, $"{folder} cannot be read: {e.Message}", e);
        }
    }

    private static FileStream Checked(string path, Func<FileStream, string?> objection)
    {
        // A thread of its own: those of the pool may all be at work, and their wait would count as the disk's.
        var opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        // Nearly always it is open at once: looking is quicker than to be woken, and does not hang on the clock that wakes.
        if (!SpinWait.SpinUntil(() => opening.IsCompleted, LongestOpen))
            throw new IOException(
                $"it could not be opened within {LongestOpen.TotalSeconds:0} s; is it a pipe that nobody writes to, or a disk that is gone?"
            );
        var file = opening.GetAwaiter().GetResult();
        try
        {
            return (objection(file) ?? Device(file)) is { } problem ? throw new IOException(problem) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What gives bytes without having a length gives them for ever.</summary>
    private static string? Device(FileStream file)
    {
        if (!file.CanSeek || file.Length > 0 || file.ReadByte() < 0)
            return null;
        return "it is a device, not a file";
    }
}
