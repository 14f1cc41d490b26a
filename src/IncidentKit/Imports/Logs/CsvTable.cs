namespace IncidentKit.Imports.Logs;

/// <summary>How a table is written and where its time is.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="HasHeader">Whether the first record names the columns.</param>
/// <param name="TimeColumn">The column of the time, from 0.</param>
/// <param name="StreamColumn">The column that names the stream; -1 for none.</param>
internal sealed record CsvTable(byte Separator, bool HasHeader, int TimeColumn, int StreamColumn)
{
    /// <summary>The length of the first record with its line end.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ; )
        {
            var next = text[at..].IndexOfAny((byte)'\n', (byte)'"');
            if (next < 0)
                return text.Length;
            at += next + 1;
            if (text[at - 1] == (byte)'\n')
                return at;
            var close = text[at..].IndexOf((byte)'"');
            if (close < 0)
                return text.Length;
            at += close + 1;
        }
    }

    /// <summary>A field without its quotes, doubled ones inside kept; false when the record has not so many.</summary>
    public bool TryField(ReadOnlySpan<byte> record, int column, out ReadOnlySpan<byte> field)
    {
        field = default;
        for (var at = 0; ; column--)
        {
            var end = at;
            if (end < record.Length && record[end] == (byte)'"')
            {
                do
                {
                    var close = record[(end + 1)..].IndexOf((byte)'"');
                    if (close < 0)
                        return false;
                    end += close + 2;
                } while (end < record.Length && record[end] == (byte)'"');
            }

            var separator = record[end..].IndexOf(Separator);
            var fieldEnd = separator < 0 ? record.Length : end + separator;
            if (column == 0)
            {
                field = record[at..fieldEnd];
                if (field is [(byte)'"', .. var inner, (byte)'"'])
                    field = inner;
                return true;
            }

            if (separator < 0)
                return false;
            at = fieldEnd + 1;
        }
    }

    /// <summary>All fields of a record.</summary>
    public List<byte[]> Fields(ReadOnlySpan<byte> record)
    {
        var fields = new List<byte[]>();
        while (TryField(record, fields.Count, out var field))
            fields.Add(field.ToArray());
        return fields;
    }
}
