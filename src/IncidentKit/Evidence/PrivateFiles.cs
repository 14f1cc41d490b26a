namespace IncidentKit.Evidence;

/// <summary>Files and folders of evidence: for their owner alone, whatever the umask allows, because logs and configurations hold what
/// nobody knew to be secret.</summary>
internal static class PrivateFiles
{
    private const int BufferBytes = 1 << 20;

    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder and its parents, the parents as the umask says.</summary>
    /// <returns>Its full path.</returns>
    public static string CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path).FullName;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent)
            Directory.CreateDirectory(parent);
        return Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute).FullName;
    }

    /// <summary>Makes a file that was not there.</summary>
    public static FileStream CreateNew(string path) => Create(path, FileMode.CreateNew);

    /// <summary>Makes a file that is written from its start.</summary>
    public static FileStream Create(string path, FileMode mode) => new(path, Options(mode, FileAccess.Write, FileShare.None, BufferBytes));

    /// <summary>Makes or opens a file that is read and written at any place by one process, and read by others.</summary>
    public static FileStream OpenOrCreate(string path) =>
        new(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferBytes: 0));

    private static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share, int bufferBytes)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = bufferBytes,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = ReadWrite;
        return options;
    }
}
