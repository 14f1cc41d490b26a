namespace IncidentKit.Logs;

/// <summary>Some whole lines of a file, in a buffer that is used again.</summary>
internal sealed class LineBlock(LogLimits limits)
{
    /// <summary>Room for the longest line.</summary>
    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(Math.Max(limits.BlockBytes, limits.MaxLineBytes));

    /// <summary>How much of the buffer is used.</summary>
    public int Length { get; set; }

    /// <summary>The block's place in the file, from 0.</summary>
    public int Number { get; set; }

    /// <summary>Whether the block is the beginning of one line that is longer than the buffer.</summary>
    public bool Cut { get; set; }

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
