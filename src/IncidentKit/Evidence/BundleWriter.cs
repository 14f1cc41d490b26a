using System.Security.Cryptography;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>
/// Records answers into <c>BUNDLE.partial</c> and turns that into <c>BUNDLE</c> at the end. Whenever the process is killed, there is
/// either a folder that says partial and can be resumed, or a complete bundle (and perhaps a left-over <c>.partial</c>). All members may
/// be called from several threads; secrets are replaced before anything reaches the disk.
/// </summary>
public sealed class BundleWriter : IDisposable
{
    private const string FinalFolder = "final";
    private const string NewManifestFile = BundleFormat.ManifestFile + ".new";

    private readonly Lock _gate = new();
    private readonly string _bundle;
    private readonly string _partial;
    private readonly FileStream _lock;
    private readonly Redactor _redactor = new();
    private readonly Dictionary<string, PartialFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PartialEntry> _entries = new(StringComparer.Ordinal);
    private readonly Action<string>? _beforeStep;
    private bool _closed;

    private BundleWriter(string bundle, FileStream folderLock, BundleManifest manifest, Action<string>? beforeStep)
    {
        _beforeStep = beforeStep;
        _bundle = bundle;
        _partial = PartialPath(bundle);
        _lock = folderLock;
        Manifest = manifest;
    }

    /// <summary>What was asked for when recording began; the complete one once there is a bundle.</summary>
    public BundleManifest Manifest { get; private set; }

    /// <summary>Begins a bundle.</summary>
    /// <param name="bundlePath">The folder the complete bundle will be; its parents are made.</param>
    /// <param name="manifest">What is asked for. It is written at once, with status partial whatever it says.</param>
    /// <exception cref="InputException">There is such a bundle already, complete or partial
    /// (<see cref="InputProblem.CommandLine"/>).</exception>
    public static BundleWriter Create(string bundlePath, BundleManifest manifest) => Create(bundlePath, manifest, beforeStep: null);

    /// <summary>Begins a bundle and is told the name of each step of <see cref="Complete"/> before it is done.</summary>
    internal static BundleWriter Create(string bundlePath, BundleManifest manifest, Action<string>? beforeStep)
    {
        var bundle = Path.TrimEndingDirectorySeparator(Path.GetFullPath(bundlePath));
        var partial = PartialPath(bundle);
        if (Path.Exists(bundle))
            throw Refused($"{bundlePath} exists already: give another path.");
        if (Path.Exists(Path.Combine(partial, BundleFormat.ManifestFile)))
            throw Refused($"{partial} holds an interrupted recording: continue it with --resume, or give another path.");
        // The manifest is the first file that gets its name, so a folder without one holds nothing that was recorded.
        if (
            File.Exists(partial)
            || (Directory.Exists(partial) && Names(partial).Any(name => name is not (FolderLock.File or NewManifestFile)))
        )
            throw Refused($"{partial} exists already and is no recording: give another path.");

        if (new FileInfo(bundle).LinkTarget is not null)
            throw Refused($"{bundlePath} is a link: give another path.");
        PrivateFiles.CreateFolder(partial);
        var folderLock = FolderLock.Take(partial);
        try
        {
            var begun = manifest with { Complete = false, Redactions = new Dictionary<string, int>(StringComparer.Ordinal) };
            WriteDurably(Path.Combine(partial, NewManifestFile), ManifestJson.Write(begun));
            File.Move(Path.Combine(partial, NewManifestFile), Path.Combine(partial, BundleFormat.ManifestFile));
            return new BundleWriter(bundle, folderLock, begun, beforeStep);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Continues an interrupted recording. An unterminated last line of a file is dropped; answers that are successes can be had from
    /// <see cref="Find"/>, all others are forgotten so that they are asked again.
    /// </summary>
    /// <param name="bundlePath">The path that was given to <see cref="Create(string, BundleManifest)"/>, without <c>.partial</c>.</param>
    /// <exception cref="InputException">There is no interrupted recording, the bundle is complete already, or another process is
    /// recording it (<see cref="InputProblem.CommandLine"/>); its manifest cannot be read (<see cref="InputProblem.Content"/>).</exception>
    public static BundleWriter Resume(string bundlePath)
    {
        var bundle = Path.TrimEndingDirectorySeparator(Path.GetFullPath(bundlePath));
        var partial = PartialPath(bundle);
        if (Path.Exists(bundle))
        {
            var leftOver = Directory.Exists(partial) ? $" {partial} is left over and can be deleted." : "";
            throw Refused($"{bundlePath} is complete already: nothing to resume.{leftOver}");
        }

        var manifestPath = Path.Combine(partial, BundleFormat.ManifestFile);
        if (!File.Exists(manifestPath))
            throw Refused($"{partial} is not an interrupted recording: nothing to resume.");

        var folderLock = FolderLock.Take(partial);
        BundleWriter? writer = null;
        try
        {
            writer = new BundleWriter(
                bundle,
                folderLock,
                ManifestJson.ReadChecked(partial, InputFile.ReadAll(manifestPath, BundleFormat.MaxHeadBytes)),
                null
            );
            writer.DeleteFinal();
            foreach (var name in Names(partial).Where(name => name != BundleFormat.ManifestFile && BundleFormat.BelongsToPartial(name)))
                writer.ReadBack(name);
            return writer;
        }
        catch
        {
            writer?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Where the bundle is while it is being recorded: the path with <c>.partial</c> added.</summary>
    public static string PartialPath(string bundlePath) => Path.TrimEndingDirectorySeparator(bundlePath) + BundleFormat.PartialSuffix;

    /// <summary>The recorded answer to a question, if it was a success; null means that it must be asked. Found records are part of the
    /// final bundle.</summary>
    /// <param name="id">What <see cref="EvidenceId.Of"/> gives.</param>
    public EvidenceRecord? Find(string id)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_entries.TryGetValue(id, out var entry) || !entry.Succeeded)
                return null;
            _entries[id] = entry with { Kept = true };
            return EvidenceLine.Read(entry.ReadLine().AsSpan(..^1));
        }
    }

    /// <summary>
    /// Writes a record and hands it to the operating system. A later record with the same id replaces an earlier one. Insignificant
    /// white space is removed from the body; its spelling is otherwise kept.
    /// </summary>
    /// <returns>The record as written, secrets replaced by markers that the final bundle will renumber.</returns>
    /// <exception cref="ArgumentException">The body is not JSON, or service or operation are no plain words.</exception>
    /// <exception cref="InputException">The record is too large for one line (<see cref="InputProblem.Content"/>).</exception>
    public EvidenceRecord Append(EvidenceRecord record)
    {
        var name = BundleFormat.RecordsFile(record.Service, record.Operation);
        var redacted = record with { Parameters = _redactor.Redact(record.Parameters), Body = _redactor.Redact(record.Body) };
        var line = EvidenceLine.Write(redacted);
        if (line.Length > BundleFormat.MaxRecordBytes)
        {
            throw new InputException(
                InputProblem.Content,
                $"An answer of {record.Service} {record.Operation} is larger than {BundleFormat.MaxRecordBytes} bytes: "
                    + "ask for less at a time."
            );
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _entries[record.Id] = FileNamed(name).Append(line.Span) with { Succeeded = redacted.Succeeded, Kept = true };
        }

        return redacted;
    }

    /// <summary>
    /// Makes the bundle of the records that this run found or appended, sorted by id, and removes the partial folder. May be called
    /// again when it failed for want of space.
    /// </summary>
    /// <param name="coverage">One row a source.</param>
    /// <exception cref="IOException">The disk is full, or something has taken the bundle's path meanwhile.</exception>
    public void Complete(IReadOnlyList<SourceCoverage> coverage)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            DeleteFinal();
            var final = PrivateFiles.CreateFolder(Path.Combine(_partial, FinalFolder));
            var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var marks = new MarkNumbering();
            foreach (
                var file in _entries
                    .Where(pair => pair.Value.Kept)
                    .GroupBy(pair => pair.Value.File)
                    .OrderBy(file => file.Key.Name, StringComparer.Ordinal)
            )
            {
                _beforeStep?.Invoke(file.Key.Name);
                var sorted = file.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);
                sums.Add(file.Key.Name, WriteSorted(Path.Combine(final, file.Key.Name), sorted, marks));
            }

            _beforeStep?.Invoke(BundleFormat.ManifestFile);
            Manifest = Manifest with { Complete = true, Coverage = [.. coverage.Select(row => _redactor.Redact(row, marks))] };
            Manifest = Manifest with { Redactions = marks.Counts };
            var manifest = ManifestJson.Write(Manifest);
            WriteDurably(Path.Combine(final, BundleFormat.ManifestFile), manifest);
            sums.Add(BundleFormat.ManifestFile, Convert.ToHexStringLower(SHA256.HashData(manifest)));

            _beforeStep?.Invoke(BundleFormat.SumsFile);
            WriteDurably(Path.Combine(final, BundleFormat.SumsFile), HashList.Write(sums));

            _beforeStep?.Invoke("rename");
            Directory.Move(final, _bundle);

            _beforeStep?.Invoke("clean");
            Close();
            Directory.Delete(_partial, recursive: true);
        }
    }

    /// <summary>Lets go of the files; what was recorded stays and can be resumed.</summary>
    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private void Close()
    {
        _closed = true;
        foreach (var file in _files.Values)
            file.Dispose();
        _lock.Dispose();
    }

    private PartialFile FileNamed(string name)
    {
        if (!_files.TryGetValue(name, out var file))
            _files.Add(name, file = new PartialFile(_partial, name));
        return file;
    }

    private void ReadBack(string name)
    {
        var file = FileNamed(name);
        using var lines = new LineReader(file.OpenRead());
        while (lines.TryRead(out var line) && lines.Terminated)
        {
            file.Length = lines.Offset + line.Length + 1;
            try
            {
                var record = EvidenceLine.Read(line);
                _redactor.SkipMarksOf(line);
                _entries[record.Id] = new PartialEntry(file, lines.Offset, line.Length + 1, record.Succeeded, Kept: false);
            }
            catch (JsonException)
            {
                // Torn by a crash of the machine: the call is simply asked again.
            }
        }

        file.DropRest();
    }

    private void DeleteFinal()
    {
        var final = Path.Combine(_partial, FinalFolder);
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);
    }

    private static string WriteSorted(string path, IEnumerable<PartialEntry> entries, MarkNumbering marks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = PrivateFiles.Create(path, FileMode.CreateNew);
        foreach (var entry in entries)
        {
            var line = marks.Renumber(entry.ReadLine());
            hash.AppendData(line);
            file.Write(line);
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void WriteDurably(string path, byte[] content)
    {
        using var file = PrivateFiles.Create(path, FileMode.Create);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static InputException Refused(string message) => new(InputProblem.CommandLine, message);
}
