namespace IncidentKit.Imports.Logs;

/// <summary>
/// Cuts a stream at line ends. Several threads may take blocks: reading is done by one at a time while the others look into theirs.
/// Memory is bounded by the buffers, whatever the length of a line.
/// </summary>
/// <param name="source">What to read.</param>
/// <param name="limits">Sizes.</param>
internal sealed class LineBlocks(Stream source, LogLimits limits)
{
    private readonly Lock _gate = new();
    private byte[] _rest = [];
    private int _restLength;
    private int _number;
    private bool _ended;
    private bool _inLongLine;

    /// <summary>Whether line ends between quotes are none, as in a table. May be set after the first block, which is then shortened
    /// by <see cref="Shorten"/>.</summary>
    public bool Quoted { get; set; }

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Puts the next lines into the block; false at the end.</summary>
    public bool TryFill(LineBlock block)
    {
        lock (_gate)
        {
            _rest.AsSpan(0, _restLength).CopyTo(block.Buffer);
            var length = _restLength;
            _restLength = 0;
            var target = Math.Max(limits.BlockBytes, length);
            var end = 0;
            block.Cut = false;
            while (true)
            {
                length = Read(block.Buffer, length, target);
                if (_inLongLine)
                {
                    var next = block.Buffer.AsSpan(0, length).IndexOf((byte)'\n') + 1;
                    _inLongLine = next == 0 && !_ended;
                    block.Buffer.AsSpan(next == 0 ? length : next, next == 0 ? 0 : length - next).CopyTo(block.Buffer);
                    length = next == 0 ? 0 : length - next;
                    if (!_ended)
                        continue;
                }

                end = _ended ? length : AfterLastLine(block.Buffer.AsSpan(0, length));
                if (end > 0 || _ended)
                    break;
                if (length == block.Capacity)
                {
                    end = length;
                    block.Cut = _inLongLine = true;
                    break;
                }

                target = (int)Math.Min(2L * length, block.Capacity);
            }

            Keep(block.Buffer.AsSpan(end..length));
            block.Length = end;
            block.Number = _number++;
            return end > 0;
        }
    }

    /// <summary>Cuts the first block anew after <see cref="Quoted"/> was set.</summary>
    public void Shorten(LineBlock first)
    {
        lock (_gate)
        {
            var end = _ended && _restLength == 0 ? first.Length : AfterLastLine(first.Bytes);
            // Without a line end outside quotes the block stays as it is.
            if (end == 0 || end == first.Length)
                return;
            var rest = new byte[first.Length - end + _restLength];
            first.Bytes[end..].CopyTo(rest);
            _rest.AsSpan(0, _restLength).CopyTo(rest.AsSpan(first.Length - end));
            (_rest, _restLength) = (rest, rest.Length);
            first.Length = end;
        }
    }

    private int Read(byte[] buffer, int length, int target)
    {
        while (!_ended && length < target)
        {
            var read = source.Read(buffer, length, target - length);
            _ended = read == 0;
            length += read;
            Bytes += read;
        }

        return length;
    }

    private int AfterLastLine(ReadOnlySpan<byte> lines)
    {
        var end = lines.LastIndexOf((byte)'\n');
        if (!Quoted)
            return end + 1;
        // A block begins outside quotes.
        var inQuotes = end >= 0 && lines[..end].Count((byte)'"') % 2 != 0;
        while (inQuotes && end >= 0)
        {
            var before = lines[..end].LastIndexOf((byte)'\n');
            inQuotes ^= lines[(before + 1)..end].Count((byte)'"') % 2 != 0;
            end = before;
        }

        return end + 1;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_rest.Length < rest.Length)
            _rest = new byte[rest.Length];
        rest.CopyTo(_rest);
        _restLength = rest.Length;
    }
}
