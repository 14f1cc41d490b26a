using System.Text;
using IncidentKit.Basics;

namespace IncidentKit.Imports.Logs;

/// <summary>A file's form, as its first lines show it.</summary>
/// <param name="Description">For people.</param>
/// <param name="Parser">Makes a parser, one for each thread.</param>
/// <param name="IsTable">Whether a record may be written on several lines.</param>
internal sealed partial record LogFormat(string Description, Func<LineParser> Parser, bool IsTable)
{
    /// <summary>Names of the member or column that holds an event's time, the likeliest first.</summary>
    private static readonly string[] TimeFields =
    [
        "@timestamp",
        "timestamp",
        "Timestamp",
        "time",
        "Time",
        "eventTime",
        "ts",
        "datetime",
        "asctime",
        "date",
        "@t",
        "t",
        "t.$date",
        "instant.epochSecond",
        "__REALTIME_TIMESTAMP",
        "timeMillis",
        "epochMillis",
        "time_local",
        "start_time",
        "datetime_utc",
        "created",
        "createdAt",
        "published",
        "eventTimestamp",
    ];

    /// <summary>Names of the member or column that holds an event's log stream, or what else names a run.</summary>
    private static readonly string[] StreamFields =
    [
        "@logStream",
        "logStreamName",
        "logStream",
        "log_stream",
        "LogStreamName",
        "stream",
        "taskId",
        "task_id",
        "runId",
        "run_id",
    ];

    private static readonly byte[] Separators = [.. ",;\t|"u8];

    /// <summary>Finds the form.</summary>
    /// <param name="name">The file's name, for its extension and for messages.</param>
    /// <param name="block">The first lines of the file, with or without a byte order mark.</param>
    /// <param name="reading">What is known besides.</param>
    /// <exception cref="InputException">
    /// No form fits (<see cref="InputProblem.Content"/>), or the times lack a zone
    /// or a year that was not given (<see cref="InputProblem.CommandLine"/>).
    /// </exception>
    public static LogFormat Of(string name, ReadOnlySpan<byte> block, LogReading reading)
    {
        LogSample.RefuseOtherEncodings(name, block);
        if (block.StartsWith("\uFEFF"u8))
            block = block[3..];
        var lines = LogSample.LinesOf(block);
        if (lines.Count == 0)
            throw new InputException(InputProblem.Content, $"{name} holds no lines.");
        if (lines.Count(line => line.AsSpan().TrimStart(" \t"u8) is [(byte)'{', ..]) * 2 > lines.Count)
            return Ndjson(name, lines, reading);
        return Table(name, block, reading) ?? Plain(name, lines, reading);
    }

    private static LogFormat? Table(string name, ReadOnlySpan<byte> block, LogReading reading)
    {
        var isNamedSo =
            name.Contains(".csv", StringComparison.OrdinalIgnoreCase) || name.Contains(".tsv", StringComparison.OrdinalIgnoreCase);
        var records = RecordsOf(block);
        var separator = Separators.MaxBy(candidate => records[0].Count(b => b == candidate));
        var untitled = new CsvTable(separator, HasHeader: false, TimeColumn: -1, StreamColumn: -1);
        var rows = records.Select(record => untitled.Fields(record)).ToList();
        var names = rows[0].Select(field => Encoding.UTF8.GetString(field).Trim()).ToList();
        string[] candidates = reading.TimeField is { } given ? [given] : TimeFields;
        var column = ColumnOf(candidates, names);
        var hasHeader = column >= 0;
        if (!hasHeader && !isNamedSo)
            return null;
        if (!hasHeader && reading.TimeField is not null)
            throw new InputException(
                InputProblem.CommandLine,
                $"{name} has no column '{reading.TimeField}'{NearName.Hint(reading.TimeField, names)}."
            );
        if (!hasHeader)
            column = Enumerable.Range(0, names.Count).MaxBy(i => FoundForm.Of(ColumnAt(rows, i), reading).Count);
        var times = FoundForm.Of(ColumnAt(rows.Skip(hasHeader ? 1 : 0), column), reading);
        if (times.Count == 0)
        {
            return isNamedSo
                ? throw new InputException(
                    InputProblem.Content,
                    $"{name}: no column holds a time that is understood: name it with --time-field."
                )
                : null;
        }

        NeedZoneAndYear(name, times, reading);
        var anchored = times.Anchored(reading);
        var stream = hasHeader ? ColumnOf(reading.StreamField is { } field ? [field] : StreamFields, names) : -1;
        // Without names the first record is one of the rows, unless it has no time where all others have one.
        hasHeader |= FoundForm.Of(ColumnAt(rows.Take(1), column), reading).Count == 0;
        var found = new CsvTable(separator, hasHeader, column, stream);
        return new LogFormat(
            $"a table with {Words(times.Form)} in column {column + 1}{(stream < 0 ? "" : $" and the stream in column {stream + 1}")}",
            () => new CsvRecords(new TimestampReader(times.Form, anchored), found),
            IsTable: true
        );
    }

    private static int ColumnOf(string[] candidates, List<string> names) =>
        candidates
            .Select(candidate => names.FindIndex(n => n.Equals(candidate, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(i => i >= 0, -1);

    private static List<byte[]> ColumnAt(IEnumerable<List<byte[]>> rows, int column) =>
        [.. rows.Where(row => row.Count > column).Select(row => row[column])];

    private static List<byte[]> RecordsOf(ReadOnlySpan<byte> block)
    {
        var records = new List<byte[]>();
        block = block[..Math.Min(block.Length, LogSample.MostBytes)];
        while (!block.IsEmpty && records.Count < LogSample.MostLines)
        {
            var length = CsvTable.LengthOfFirst(block);
            var record = block[..length].TrimEnd("\r\n"u8);
            block = block[length..];
            if (!record.IsEmpty)
                records.Add(record.ToArray());
        }

        return records;
    }

    private static void NeedZoneAndYear(string name, FoundForm found, LogReading reading)
    {
        if (!found.IsZoned && reading.Zone is null)
            throw new InputException(
                InputProblem.CommandLine,
                $"{name}: its times do not say their zone: give --zone, for example --zone UTC."
            );
        if (!found.HasYear && reading.Latest is null)
            throw new InputException(InputProblem.CommandLine, $"{name}: its times do not say their year: give --to.");
        if (found.IsAmbiguous)
            throw new InputException(
                InputProblem.Content,
                $"{name}: its dates may be written day or month first, and no day above 12 tells: write them as 2026-01-29."
            );
    }

    private static string Words(TimestampForm form) =>
        form switch
        {
            TimestampForm.Iso => "ISO 8601 times",
            TimestampForm.DayMonthYear => "times as in 29 Jan 2026 16:36:40",
            TimestampForm.MonthDay => "times as in Jan 29 16:36:40",
            TimestampForm.MonthDayYear => "times as in Jan 29 2026 16:36:40",
            TimestampForm.DayFirst => "times as in 29/01/2026 16:36:40",
            TimestampForm.MonthFirst => "times as in 01/29/2026 16:36:40",
            TimestampForm.ShortYear => "times as in 26/01/29 16:36:40",
            TimestampForm.MonthDayDigits => "times as in 01-29 16:36:40",
            TimestampForm.DayMonthDigits => "times as in 29.01 16:36:40",
            TimestampForm.Klog => "times as in I0129 16:36:40",
            TimestampForm.TimeFirst => "times as in 16:36:40 2026-01-29",
            TimestampForm.EpochSeconds => "epoch seconds",
            TimestampForm.EpochMilliseconds => "epoch milliseconds",
            TimestampForm.EpochMicroseconds => "epoch microseconds",
            _ => "epoch nanoseconds",
        };
}
