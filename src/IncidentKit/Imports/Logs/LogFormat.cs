using System.Text;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Imports.Logs;

/// <summary>A file's form, as its first lines show it.</summary>
/// <param name="Description">For people.</param>
/// <param name="Parser">Makes a parser, one for each thread.</param>
/// <param name="IsTable">Whether a record may be written on several lines.</param>
internal sealed record LogFormat(string Description, Func<LineParser> Parser, bool IsTable)
{
    private const int MaxWord = 12;
    private const int QuotedBytes = 60;

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

    /// <summary>In the order in which they are tried: a time with its year also begins like one without.</summary>
    private static readonly TimestampForm[] Forms =
    [
        TimestampForm.Iso,
        TimestampForm.DayMonthYear,
        TimestampForm.MonthDayYear,
        TimestampForm.MonthDay,
        TimestampForm.EpochSeconds,
        TimestampForm.EpochMilliseconds,
        TimestampForm.EpochMicroseconds,
        TimestampForm.EpochNanoseconds,
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

    private static LogFormat Ndjson(string name, List<byte[]> lines, LogReading reading)
    {
        var members = new Dictionary<string, List<byte[]>>(StringComparer.Ordinal);
        foreach (var line in lines)
            AddMembers(line, members);
        string[] candidates = reading.TimeField is { } given ? [given] : TimeFields;
        var (field, form, zoned) = candidates
            .Where(members.ContainsKey)
            .Select(candidate => (candidate, Best: BestForm(members[candidate])))
            .Where(found => found.Best.Count > 0)
            .OrderByDescending(found => found.Best.Count)
            .Select(found => (found.candidate, (TimestampForm?)found.Best.Form, found.Best.Zoned))
            .FirstOrDefault();
        if (form is not { } times)
        {
            throw new InputException(
                InputProblem.Content,
                $"{name}: its JSON objects have no time that is understood"
                    + $" in {(reading.TimeField is null ? "timestamp, time, ts, …" : reading.TimeField)}: "
                    + "name the member that holds it with --time-field."
            );
        }

        NeedZoneAndYear(name, times, zoned, reading);
        var stream = reading.StreamField ?? StreamFields.FirstOrDefault(members.ContainsKey);
        return new LogFormat(
            $"JSON objects, one a line, with {Words(times)} in \"{field}\"{(stream is null ? "" : $" and the stream in \"{stream}\"")}",
            () => new NdjsonLines(new TimestampReader(times, reading), Encoding.UTF8.GetBytes(field), Encoding.UTF8.GetBytes(stream ?? "")),
            IsTable: false
        );
    }

    private static void AddMembers(byte[] line, Dictionary<string, List<byte[]>> members)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            foreach (
                var member in json
                    .RootElement.EnumerateObject()
                    .Where(m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            )
            {
                if (!members.TryGetValue(member.Name, out var values))
                    members.Add(member.Name, values = []);
                values.Add(
                    Encoding.UTF8.GetBytes(
                        member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()
                    )
                );
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Counted when it is read.
        }
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
            column = Enumerable.Range(0, names.Count).MaxBy(i => BestForm(ColumnAt(rows, i)).Count);
        var (form, count, zoned) = BestForm(ColumnAt(rows.Skip(hasHeader ? 1 : 0), column));
        if (count == 0)
        {
            return isNamedSo
                ? throw new InputException(
                    InputProblem.Content,
                    $"{name}: no column holds a time that is understood: name it with --time-field."
                )
                : null;
        }

        NeedZoneAndYear(name, form, zoned, reading);
        var stream = hasHeader ? ColumnOf(reading.StreamField is { } field ? [field] : StreamFields, names) : -1;
        // Without names the first record is one of the rows, unless it has no time where all others have one.
        hasHeader |= BestForm([.. ColumnAt(rows.Take(1), column)]).Count == 0;
        var found = new CsvTable(separator, hasHeader, column, stream);
        return new LogFormat(
            $"a table with {Words(form)} in column {column + 1}{(stream < 0 ? "" : $" and the stream in column {stream + 1}")}",
            () => new CsvRecords(new TimestampReader(form, reading), found),
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

    private static LogFormat Plain(string name, List<byte[]> lines, LogReading reading)
    {
        var (form, word, count, zoned) = (default(TimestampForm), 0, 0, false);
        for (var place = 0; place <= MaxWord; place++)
        {
            var texts = lines
                .Select(line => (line, At: PlainLines.StartOf(line, place)))
                .Where(l => l.At >= 0)
                .Select(l => l.line[l.At..])
                .ToList();
            // Ties go to the place and the form that are tried first.
            if (BestForm(texts) is var best && best.Count > count)
                (form, word, count, zoned) = (best.Form, place, best.Count, best.Zoned);
        }

        if (count == 0)
        {
            var line = Encoding.UTF8.GetString(lines[0].AsSpan(0, Math.Min(lines[0].Length, QuotedBytes)));
            throw new InputException(
                InputProblem.Content,
                $"{name}: none of its first {lines.Count} lines holds a time that is understood; the first is '{line}'."
            );
        }

        NeedZoneAndYear(name, form, zoned, reading);
        return new LogFormat(
            $"lines of text with {Words(form)}{(word == 0 ? " at their beginning" : $" before word {word + 1}")}",
            () => new PlainLines(new TimestampReader(form, reading), word),
            IsTable: false
        );
    }

    private static (TimestampForm Form, int Count, bool Zoned) BestForm(IReadOnlyCollection<byte[]> texts)
    {
        var best = (Form: default(TimestampForm), Count: 0, Zoned: false);
        foreach (var form in Forms)
        {
            var read = texts
                .Select(text => (Found: TimestampText.TryRead(form, text, out var stamp), stamp.HasZone))
                .Where(t => t.Found)
                .ToList();
            if (read.Count > best.Count)
                best = (form, read.Count, read.Count(t => t.HasZone) * 2 > read.Count);
        }

        return best;
    }

    private static void NeedZoneAndYear(string name, TimestampForm form, bool zoned, LogReading reading)
    {
        if (!zoned && reading.Zone is null)
            throw new InputException(
                InputProblem.CommandLine,
                $"{name}: its times do not say their zone: give --zone, for example --zone UTC."
            );
        if (form == TimestampForm.MonthDay && reading.Latest is null)
            throw new InputException(InputProblem.CommandLine, $"{name}: its times do not say their year: give --to.");
    }

    private static string Words(TimestampForm form) =>
        form switch
        {
            TimestampForm.Iso => "ISO 8601 times",
            TimestampForm.DayMonthYear => "times as in 29 Jan 2026 16:36:40",
            TimestampForm.MonthDay => "times as in Jan 29 16:36:40",
            TimestampForm.MonthDayYear => "times as in Jan 29 2026 16:36:40",
            TimestampForm.EpochSeconds => "epoch seconds",
            TimestampForm.EpochMilliseconds => "epoch milliseconds",
            TimestampForm.EpochMicroseconds => "epoch microseconds",
            _ => "epoch nanoseconds",
        };
}
