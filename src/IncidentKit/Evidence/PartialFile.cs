namespace IncidentKit.Evidence;

/// <summary>Where the latest record of an id is.</summary>
internal sealed record PartialEntry(PartialFile File, long Offset, int Length, bool Succeeded, bool Kept)
{
    /// <summary>The line with its end.</summary>
    public byte[] ReadLine() => File.Read(Offset, Length);
}

/// <summary>A file of the partial folder. Lines are written at a known offset, so a write that failed half-way is overwritten, and
/// what is left of it has no line end.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;

    public PartialFile(string folder, string name)
    {
        Name = name;
        _path = Path.Combine(folder, name);
        _file = PrivateFiles.OpenOrCreate(_path);
    }

    public string Name { get; }

    public long Length { get; set; }

    public PartialEntry Append(ReadOnlySpan<byte> line)
    {
        RandomAccess.Write(_file.SafeFileHandle, line, Length);
        var entry = new PartialEntry(this, Length, line.Length, Succeeded: false, Kept: false);
        Length += line.Length;
        return entry;
    }

    public byte[] Read(long offset, int length)
    {
        var line = new byte[length];
        for (var read = 0; read < length; )
        {
            var count = RandomAccess.Read(_file.SafeFileHandle, line.AsSpan(read), offset + read);
            read += count > 0 ? count : throw new EndOfStreamException($"{Name} was cut short by another process.");
        }

        return line;
    }

    public FileStream OpenRead() => new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    public void DropRest() => RandomAccess.SetLength(_file.SafeFileHandle, Length);

    public void Dispose() => _file.Dispose();
}
