namespace IncidentKit.Imports.Logs;

/// <summary>Reads a decompressed stream and refuses one that grows beyond the limits.</summary>
/// <param name="expanded">The decompressed bytes.</param>
/// <param name="compressed">The file, whose position says how much of it was read.</param>
/// <param name="limits">The limits.</param>
internal sealed class ExpansionLimit(Stream expanded, Stream compressed, LogLimits limits) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="LogLimitException">The stream has grown beyond the limits.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="Read(byte[], int, int)"/>
    public override int Read(Span<byte> buffer)
    {
        var read = expanded.Read(buffer);
        _read += read;
        if (_read > limits.MaxExpandedBytes)
            throw new LogLimitException($"it expands to more than {limits.MaxExpandedBytes} bytes");
        if (_read > limits.FreeExpandedBytes && _read / limits.MaxExpansion > compressed.Position)
            throw new LogLimitException($"it expands to more than {limits.MaxExpansion} times its size, as no log does");
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
