namespace IncidentKit.Imports.Logs;

/// <summary>Some whole lines of a file, in a buffer that is used again.</summary>
internal sealed class LineBlock(LogLimits limits)
{
    /// <summary>How far behind the lines the buffer may be read.</summary>
    private const int Margin = 64;

    private int _length;

    /// <summary>Room for the longest line, and a margin behind it.</summary>
    public byte[] Buffer { get; } = new byte[Math.Max(limits.BlockBytes, limits.MaxLineBytes) + Margin];

    /// <summary>Most bytes of lines.</summary>
    public int Capacity => Buffer.Length - Margin;

    /// <summary>How much of the buffer is used. Behind it stands a line end.</summary>
    public int Length
    {
        get => _length;
        set
        {
            _length = value;
            Buffer[value] = (byte)'\n';
        }
    }

    /// <summary>Whether the file begins here, with a byte order mark.</summary>
    public bool StartsWithMark => Number == 0 && Bytes.StartsWith("\uFEFF"u8);

    /// <summary>The block's place in the file, from 0.</summary>
    public int Number { get; set; }

    /// <summary>Whether the block is the beginning of one line that is longer than the buffer.</summary>
    public bool Cut { get; set; }

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
