namespace IncidentKit.Imports.Logs;

/// <summary>Finds the events in blocks of lines, on one thread.</summary>
internal abstract class LineParser
{
    /// <summary>What is said of a line of which only the beginning was read.</summary>
    protected const string TooLong = "longer than the longest line that is read";

    /// <summary>Reads a block.</summary>
    public virtual void Read(LineBlock block, LogTally tally)
    {
        var lines = block.Bytes;
        if (block.StartsWithMark)
            lines = lines[3..];
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? [] : lines[(end + 1)..];
            if (line.Length > 0 && line[^1] == (byte)'\r')
                line = line[..^1];
            if (line.IsEmpty)
                ReadBlank(tally);
            else
                ReadLine(line, block.Cut, tally);
        }
    }

    /// <summary>Reads a line that is not empty.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="cut">Whether it is only the beginning of one.</param>
    /// <param name="tally">Where to count it.</param>
    protected abstract void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally);

    /// <summary>An empty line.</summary>
    protected virtual void ReadBlank(LogTally tally) => tally.Blank();
}
