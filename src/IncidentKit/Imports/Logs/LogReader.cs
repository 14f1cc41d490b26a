using System.IO.Compression;
using IncidentKit.Basics;
using IncidentKit.Recorded;

namespace IncidentKit.Imports.Logs;

/// <summary>
/// Reads log files of any size: JSON objects one a line, tables, exports of CloudWatch Logs and plain text, compressed with gzip or not.
/// Memory is bounded by a few megabytes a core, the streams and the minutes.
/// </summary>
internal static class LogReader
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">What the file does not say itself.</param>
    /// <param name="ct">Stops.</param>
    /// <exception cref="InputException">The file cannot be opened, or its times lack a zone or a year that was not given
    /// (<see cref="InputProblem.CommandLine"/>); its form is not understood, it is cut short, or exceeds a limit
    /// (<see cref="InputProblem.Content"/>).</exception>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="ct"/>.</exception>
    public static LogActivity Read(string path, LogReading reading, CancellationToken ct = default)
    {
        FileStream file;
        try
        {
            file = InputFile.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.CommandLine, $"{path} cannot be read: {e.Message}", e);
        }

        using (file)
            return Read(file, Path.GetFileName(path), reading, ct);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="file">The file's bytes; compressed ones are told by their beginning. It must be seekable.</param>
    /// <param name="name">The file's name, for its extension and for messages.</param>
    /// <param name="reading">What the file does not say itself.</param>
    /// <param name="ct">Stops.</param>
    /// <exception cref="InputException">As for a path.</exception>
    public static LogActivity Read(Stream file, string name, LogReading reading, CancellationToken ct = default)
    {
        var limits = reading.Limits;
        using var content = IsGzip(file)
            ? new ExpansionLimit(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), file, limits)
            : file;
        var lines = new LineBlocks(content, limits);
        try
        {
            var first = new LineBlock(limits);
            if (!lines.TryFill(first))
                throw new InputException(InputProblem.Content, $"{name} is empty.");
            var format = LogFormat.Of(name, first.Bytes, reading);
            if (format.IsTable)
            {
                lines.Quoted = true;
                lines.Shorten(first);
            }

            var tallies = ReadAll(lines, first, format, reading, ct);
            return LogTally.Total(name, format.Description, lines.Bytes, tallies, limits);
        }
        catch (LogLimitException limit)
        {
            throw new InputException(InputProblem.Content, $"{name}: {limit.Message}.", limit);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new InputException(
                InputProblem.Content,
                $"{name} is damaged or cut short: it cannot be decompressed to its end.",
                broken
            );
        }
    }

    /// <summary>The blocks among threads, each with its own parser and tally.</summary>
    private static LogTally[] ReadAll(LineBlocks lines, LineBlock first, LogFormat format, LogReading reading, CancellationToken ct)
    {
        var tallies = new LogTally[Math.Max(1, reading.Cores)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var workers = Enumerable
            .Range(0, tallies.Length)
            .Select(worker =>
                Task.Factory.StartNew(() => Work(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            )
            .ToArray();
        Task.WhenAll(workers)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .Wait(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        // The failure itself, and not one of those that it made stop.
        var failed = workers.FirstOrDefault(worker => worker.IsFaulted);
        failed?.GetAwaiter().GetResult();
        return tallies;

        void Work(int worker)
        {
            try
            {
                var parser = format.Parser();
                var tally = tallies[worker] = new LogTally(reading.Limits);
                var block = worker == 0 ? first : new LineBlock(reading.Limits);
                for (var filled = worker == 0; !stop.IsCancellationRequested && (filled || lines.TryFill(block)); filled = false)
                {
                    tally.Begin(block.Number);
                    parser.Read(block, tally);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }

    private static bool IsGzip(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic is [0x1F, 0x8B];
    }
}
