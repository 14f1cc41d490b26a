using System.Security.Cryptography;

namespace IncidentKit.Evidence;

/// <summary>Lines of a file, with their place, hashed on the way. Memory is bounded by the longest line.</summary>
internal sealed class LineReader(Stream file) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _scanned;
    private int _end;
    private long _next;

    /// <summary>Number of the line last read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where the line last read begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the line last read has its end; only the last line of a file can lack it.</summary>
    public bool Terminated { get; private set; }

    /// <summary>The next line without its end, valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="BundleFormat.MaxRecordBytes"/>.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        do
        {
            var found = _buffer.AsSpan(_scanned.._end).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(_scanned + found, terminated: true);
                return true;
            }

            _scanned = _end;
        } while (Fill());

        if (_start == _end)
        {
            line = default;
            return false;
        }

        line = Take(_end, terminated: false);
        return true;
    }

    /// <summary>Reads what is left and gives SHA-256 of the whole file, lower hex.</summary>
    public string FinishHash()
    {
        do _start = _scanned = _end = 0;
        while (Fill());
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        file.Dispose();
    }

    private ReadOnlySpan<byte> Take(int end, bool terminated)
    {
        var line = _buffer.AsSpan(_start..end);
        Number++;
        Offset = _next;
        Terminated = terminated;
        _next += line.Length + (terminated ? 1 : 0);
        _start = _scanned = Math.Min(end + 1, _end);
        return line;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_end >= BundleFormat.MaxRecordBytes)
                throw new InvalidDataException($"line {Number + 1} is longer than {BundleFormat.MaxRecordBytes} bytes");
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, BundleFormat.MaxRecordBytes));
        }

        var read = file.Read(_buffer.AsSpan(_end));
        _hash.AppendData(_buffer.AsSpan(_end, read));
        _end += read;
        return read > 0;
    }
}
