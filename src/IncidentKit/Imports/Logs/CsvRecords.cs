namespace IncidentKit.Imports.Logs;

/// <summary>
/// Reads a table as RFC 4180 writes it. Fields stand between separators,
/// or between quotes where they may hold line ends and doubled quotes.
/// </summary>
/// <param name="times">The file's times.</param>
/// <param name="table">Where the columns are.</param>
internal sealed class CsvRecords(TimestampReader times, CsvTable table) : LineParser
{
    private byte[] _unquoted = [];

    /// <inheritdoc/>
    public override void Read(LineBlock block, LogTally tally)
    {
        var rest = block.Bytes;
        if (block.StartsWithMark)
            rest = rest[3..];
        var isHeader = block.Number == 0 && table.HasHeader;
        while (!rest.IsEmpty)
        {
            var length = CsvTable.LengthOfFirst(rest);
            var record = rest[..length];
            rest = rest[length..];
            record = record.TrimEnd("\r\n"u8);
            if (isHeader)
                isHeader = false;
            else if (record.IsEmpty)
                tally.Blank();
            else
                ReadLine(record, block.Cut, tally);
        }
    }

    /// <inheritdoc/>
    protected override void ReadLine(ReadOnlySpan<byte> line, bool cut, LogTally tally)
    {
        if (cut)
            tally.NotUnderstood(line, TooLong);
        else if (!table.TryField(line, table.TimeColumn, out var time) || !times.TryRead(time, out var ticks))
            tally.NotUnderstood(line, "no time that is understood");
        else
            tally.Event(
                ticks,
                table.StreamColumn >= 0 && table.TryField(line, table.StreamColumn, out var stream) ? Unquoted(stream) : default
            );
    }

    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field)
    {
        if (!field.Contains((byte)'"'))
            return field;
        if (_unquoted.Length < field.Length)
            _unquoted = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            _unquoted[length++] = field[i];
            if (field[i] == (byte)'"' && i + 1 < field.Length && field[i + 1] == (byte)'"')
                i++;
        }

        return _unquoted.AsSpan(0, length);
    }
}
