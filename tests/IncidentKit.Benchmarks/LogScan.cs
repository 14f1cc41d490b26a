using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using DuckDB.NET.Data;
using IncidentKit.Imports.Logs;
using IncidentKit.Testing;

namespace IncidentKit.Benchmarks;

/// <summary>
/// Time and peak memory to know of a log of JSON lines its first and last event, its events a minute and the first and last event of each stream,
/// against what else a user has. Each peer runs in a process of its own, and all must find the same.
/// </summary>
internal static class LogScan
{
    private const string Ours = "IncidentKit";

    private static readonly (string Name, string Verb)[] Peers =
    [
        (Ours, "ours"),
        ("Utf8JsonReader loop, one thread", "loop"),
        ("DuckDB 1.5, columns named, one grouped query", "duckdb"),
        ("DuckDB 1.5, columns found, one grouped query", "duckdb-auto"),
    ];

    /// <summary>Makes the log, runs all peers on it and prints the table.</summary>
    /// <param name="lines">How many lines; ten million are 1.8 GB.</param>
    public static void Run(long lines)
    {
        using var folder = new TemporaryFolder();
        var (plain, compressed) = (folder.PathOf("log.ndjson"), folder.PathOf("log.ndjson.gz"));
        using (var file = new FileStream(plain, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            new GeneratedLog(lines).Write(file);
        using (var file = new FileStream(compressed, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            using var gzip = new GZipStream(file, CompressionLevel.Fastest);
            using var source = File.OpenRead(plain);
            source.CopyTo(gzip);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\nLog of {lines:N0} JSON lines, {new FileInfo(plain).Length / 1e6:F0} MB, gzip {new FileInfo(compressed).Length / 1e6:F0} MB. Least of three runs.\n"
            )
        );
        Console.WriteLine("| file | reader | wall | CPU | peak memory | wall / IncidentKit |\n|---|---|---:|---:|---:|---:|");
        foreach (var path in new[] { plain, compressed })
        {
            // The script takes minutes: it is run once.
            var script = ChildProcess.Run(Path.Combine(Snapshot.ProjectDirectory(typeof(LogScan).Assembly), "jq-awk.sh"), [path]);
            var results = Peers
                .Select(peer => (peer.Name, Result: Best(Environment.ProcessPath!, ["log-by", peer.Verb, path])))
                .Append((Name: "jq and awk, piped", Result: script))
                .ToList();
            if (results.Select(r => r.Result.Output).Distinct(StringComparer.Ordinal).Count() != 1)
                throw new InvalidOperationException(
                    $"The readers differ:\n{string.Join('\n', results.Select(r => $"{r.Name}: {r.Result.Output}"))}"
                );
            results.Add(
                path == plain
                    ? ("wc -l (counts line ends, nothing else)", Best("wc", ["-l", path]))
                    : ("gzip -dc (decompresses, nothing else)", Best("gzip", ["-dc", path]))
            );
            foreach (var (name, result) in results)
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {Path.GetFileName(path)} | {name} | {result.Wall:F2} s | {Known(result.Cpu, 1, "s")} | {Known(result.Peak, 1e6, "MB")} | {result.Wall / results[0].Result.Wall:F2} |"
                    )
                );
            }
        }
    }

    /// <summary>Reads a log in this process and prints what was found.</summary>
    public static void RunOn(string peer, string path)
    {
        Console.WriteLine(
            peer switch
            {
                "ours" => OfOurs(path),
                "loop" => OfLoop(path),
                "duckdb" => OfDuckDb(path, "columns = {timestamp: 'TIMESTAMP', logStream: 'VARCHAR'}"),
                "duckdb-auto" => OfDuckDb(path, "sample_size = 20480"),
                _ => throw new ArgumentException($"no peer {peer}"),
            }
        );
        ChildProcess.Tell();
    }

    private static string OfOurs(string path)
    {
        var log = LogReader.Read(path, new LogReading { Cores = Environment.ProcessorCount });
        return Found(
            log.Events,
            log.First!.Value.ToUnixTimeMilliseconds(),
            log.Last!.Value.ToUnixTimeMilliseconds(),
            log.Minutes.Count,
            log.Minutes.Max(m => m.Events),
            log.Streams!.Count,
            log.Streams.Sum(s => (s.Last - s.First).ToInt64Nanoseconds() / NodaConstants.NanosecondsPerMillisecond)
        );
    }

    /// <summary>What one would write: a line, a reader over it, dictionaries.</summary>
    private static string OfLoop(string path)
    {
        var minutes = new Dictionary<long, long>();
        var streams = new Dictionary<string, (long First, long Last)>(StringComparer.Ordinal);
        var names = streams.GetAlternateLookup<ReadOnlySpan<char>>();
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        var buffer = new byte[1 << 20];
        var name = new char[256];
        var (length, events) = (0, 0L);
        for (int read; (read = content.Read(buffer, length, buffer.Length - length)) > 0; )
        {
            length += read;
            var rest = buffer.AsSpan(0, length);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                Line(rest[..end]);
            rest.CopyTo(buffer);
            length = rest.Length;
        }

        return Found(
            events,
            streams.Values.Min(s => s.First),
            streams.Values.Max(s => s.Last),
            minutes.Count,
            minutes.Values.Max(),
            streams.Count,
            streams.Values.Sum(s => s.Last - s.First)
        );

        void Line(ReadOnlySpan<byte> line)
        {
            var json = new Utf8JsonReader(line);
            var (at, nameLength) = (0L, 0);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isTime = json.ValueTextEquals("timestamp"u8);
                var isStream = json.ValueTextEquals("logStream"u8);
                json.Read();
                if (isTime)
                    at = json.GetDateTimeOffset().ToUnixTimeMilliseconds();
                else if (isStream)
                    nameLength = json.CopyString(name);
                json.Skip();
            }

            events++;
            minutes[at / 60_000] = minutes.GetValueOrDefault(at / 60_000) + 1;
            var known = names.TryGetValue(name.AsSpan(0, nameLength), out var seen);
            names[name.AsSpan(0, nameLength)] = known ? (Math.Min(seen.First, at), Math.Max(seen.Last, at)) : (at, at);
        }
    }

    private static string OfDuckDb(string path, string options)
    {
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        Execute("SET autoinstall_known_extensions=false");
        Execute("SET autoload_known_extensions=false");
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads={Environment.ProcessorCount}"));
        // Read once, grouped as finely as both questions need.
        Execute(
            $$"""
            CREATE TEMP TABLE cells AS
            SELECT logStream AS stream, epoch_ms(timestamp) // 60000 AS minute, count(*) AS events, min(epoch_ms(timestamp)) AS first, max(epoch_ms(timestamp)) AS last
            FROM read_ndjson('{{path}}', {{options}})
            GROUP BY ALL
            """
        );
        var total = Row("SELECT sum(events), min(first), max(last) FROM cells");
        var minutes = Row("SELECT count(*), max(n) FROM (SELECT sum(events) AS n FROM cells GROUP BY minute)");
        var streams = Row("SELECT count(*), sum(length) FROM (SELECT max(last) - min(first) AS length FROM cells GROUP BY stream)");
        return Found(total[0], total[1], total[2], minutes[0], minutes[1], streams[0], streams[1]);

        void Execute(string sql)
        {
            using var command = database.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        long[] Row(string sql)
        {
            using var command = database.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            reader.Read();
            return
            [
                .. Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(i => long.Parse(reader.GetValue(i).ToString()!, CultureInfo.InvariantCulture)),
            ];
        }
    }

    private static string Known(double? value, double unit, string name) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / unit:F1} {name}") : "";

    private static string Found(params long[] numbers) => string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The fastest of three runs.</summary>
    private static (double Wall, double? Cpu, double? Peak, string Output) Best(string program, string[] arguments) =>
        Enumerable.Range(0, 3).Select(_ => ChildProcess.Run(program, arguments)).MinBy(run => run.Wall);
}
