using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>Lets one process at a time record into a folder.</summary>
internal static class FolderLock
{
    /// <summary>The name of the file that is held open.</summary>
    public const string File = "lock";

    /// <summary>Takes the folder for this process until the lock is disposed.</summary>
    /// <exception cref="InputException">Another process has it (<see cref="InputProblem.CommandLine"/>).</exception>
    public static FileStream Take(string partial)
    {
        try
        {
            return new FileStream(
                Path.Combine(partial, File),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException taken)
        {
            throw new InputException(
                InputProblem.CommandLine,
                $"Another process is recording into {partial}: wait for it or end it.",
                taken
            );
        }
    }
}
