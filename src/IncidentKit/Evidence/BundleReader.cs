using System.Security.Cryptography;
using System.Text.Json;
using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>
/// Reads a bundle: a folder, the folder of an interrupted recording (<c>*.partial</c>), or a zip of either. Files are hashed while they are
/// read; call <see cref="VerifyAll"/> before anything is made of what was read. Memory is bounded by the longest record
/// and the heads of the records that were read. Not thread-safe.
/// </summary>
/// <remarks>A zip is never unpacked: its names must be plain file names at the root or in one folder, it may expand to 16 GiB, and a
/// record to 256 MiB.</remarks>
public sealed partial class BundleReader : IDisposable
{
    private readonly BundleFiles _files;
    private readonly SortedDictionary<string, string>? _sums;
    private readonly HashSet<string> _verified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EvidenceHead> _heads = new(StringComparer.Ordinal);

    private BundleManifest _manifest;
    private Func<EvidenceRecord, EvidenceRecord?>? _view;

    private BundleReader(BundleFiles files, string name)
    {
        _files = files;
        Name = name;
        var isSealed = files.Names.Contains(BundleFormat.SumsFile);
        if (!isSealed && !files.Names.Contains(BundleFormat.ManifestFile))
            throw new InputException(
                InputProblem.CommandLine,
                $"{name} is not an evidence bundle: it has neither manifest.json nor SHA256SUMS."
            );

        if (isSealed)
        {
            var sums = ReadHead(BundleFormat.SumsFile);
            _sums = HashList.Read(sums) ?? throw Damaged(BundleFormat.SumsFile, "is not a list of hashes");
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(sums));
            CheckNames(_sums);
        }

        var manifest = ReadHead(BundleFormat.ManifestFile);
        if (_sums is not null)
            CheckHash(BundleFormat.ManifestFile, Convert.ToHexStringLower(SHA256.HashData(manifest)));
        _manifest = ManifestJson.ReadChecked(name, manifest);
        if (_manifest.Complete != isSealed)
            throw Damaged(BundleFormat.SumsFile, isSealed ? "is there, but manifest.json says partial" : "is missing");
    }

    /// <summary>The bundle's file name without directory and without <c>.zip</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of SHA256SUMS in lower hex, equal for a folder and its zip; null for a partial bundle.</summary>
    public string? Sha256 { get; }

    /// <summary>The bundle's head; <see cref="BundleManifest.Complete"/> is false for an interrupted recording.</summary>
    /// <remarks>A source of which something could not be read is not complete, whatever the recorder took it for.</remarks>
    public BundleManifest Manifest => _unread.Lower(_manifest);

    /// <summary>The operations that have records, by service and name.</summary>
    public IEnumerable<(string Service, string Operation)> Operations => _files.Operations;

    /// <summary>Opens a bundle on disk.</summary>
    /// <param name="path">A folder or a zip file.</param>
    /// <exception cref="InputException">There is no bundle (<see cref="InputProblem.CommandLine"/>), it is damaged
    /// (<see cref="InputProblem.DamagedBundle"/>), or a newer version made it (<see cref="InputProblem.Content"/>).</exception>
    public static BundleReader Open(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var name = Path.GetFileName(full);
        try
        {
            if (Directory.Exists(full))
                return Open(BundleFiles.OfFolder(full), name);
            if (File.Exists(full))
                return Open(InputFile.Open(full), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(InputProblem.CommandLine, $"{path} cannot be read: {e.Message}", e);
        }

        var hint = Directory.Exists(BundleWriter.PartialPath(full))
            ? $" {BundleWriter.PartialPath(path)} is an interrupted recording: resume it, or give that path."
            : "";
        throw new InputException(InputProblem.CommandLine, $"{path} does not exist.{hint}");
    }

    /// <summary>Opens a zipped bundle.</summary>
    /// <param name="zip">The zip; closed with the reader, and when it cannot be opened.</param>
    /// <param name="name">The name to show, with or without <c>.zip</c>.</param>
    /// <exception cref="InputException">As for the other overload.</exception>
    public static BundleReader Open(Stream zip, string name)
    {
        const string Extension = ".zip";
        var isZip = name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        try
        {
            return Open(BundleFiles.OfZip(zip, name), isZip ? name[..^Extension.Length] : name);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The records of an operation, streamed in file order: by id in a complete bundle, as recorded in a partial one. None when the
    /// operation was not asked. The file's hash is checked when its end is reached.
    /// </summary>
    /// <param name="service">The service's signing name, <c>logs</c>.</param>
    /// <param name="operation">The operation as AWS names it, <c>DescribeLogStreams</c>.</param>
    /// <exception cref="InputException">While enumerating: the file is damaged (<see cref="InputProblem.DamagedBundle"/>), or holds a line
    /// that is not a record (<see cref="InputProblem.Content"/>).</exception>
    public IEnumerable<EvidenceRecord> Records(string service, string operation)
    {
        var file = BundleFormat.RecordsFile(service, operation);
        if (!_files.Names.Contains(file))
            yield break;

        var latest = _sums is null ? LatestLines(file) : null;
        using var lines = Lines(file);
        while (Next(file, lines) is { } record)
        {
            if (latest is not null && latest[record.Id] != lines.Number)
                continue;
            var known = !_heads.TryAdd(record.Id, EvidenceHead.Of(record));
            var read = _unread.Read(record, known);
            if ((_view is null ? read : _view(read)) is { } seen)
                yield return seen;
        }

        _read.Add(file);
    }

    /// <summary>From here on shows another manifest, and of each record what a view makes of it; none where that is null.</summary>
    internal void LookThrough(BundleManifest manifest, Func<EvidenceRecord, EvidenceRecord?> view) => (_manifest, _view) = (manifest, view);

    /// <summary>A record that <see cref="Records"/> has handed out, without its parameters and body; null when it has not.</summary>
    public EvidenceHead? Head(string id) => _heads.TryGetValue(id, out var head) ? head : null;

    /// <summary>Parses a record's body. Records are handed out before their file's hash is known, so a body that is not JSON is damage
    /// when a hash differs, and wrong content otherwise.</summary>
    /// <param name="record">A record of this bundle.</param>
    /// <returns>The answer; to be disposed.</returns>
    /// <exception cref="InputException">The bundle is damaged (<see cref="InputProblem.DamagedBundle"/>), or the body is not JSON
    /// (<see cref="InputProblem.Content"/>).</exception>
    public JsonDocument ParseBody(EvidenceRecord record) => ReadBody(record, body => JsonDocument.Parse(body, BundleFormat.Deep));

    /// <summary>The same for a reader of its own, which throws <see cref="JsonException"/> where the body is not JSON.</summary>
    internal T ReadBody<T>(EvidenceRecord record, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(record.Body);
        }
        catch (JsonException wrong)
        {
            VerifyAll();
            var file = BundleFormat.RecordsFile(record.Service, record.Operation);
            throw new InputException(
                InputProblem.Content,
                $"{Name}: {file} record {record.Id} has a body that is not JSON: {wrong.Message}",
                wrong
            );
        }
    }

    /// <summary>Reads the files that were not read to their end yet and compares all hashes; a partial bundle has none to
    /// compare.</summary>
    /// <exception cref="InputException">A file differs from its hash (<see cref="InputProblem.DamagedBundle"/>).</exception>
    public void VerifyAll()
    {
        foreach (var file in _sums?.Keys.Where(file => !_verified.Contains(file)) ?? [])
        {
            using var lines = Lines(file);
            Finish(file, lines);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private static BundleReader Open(BundleFiles files, string name)
    {
        try
        {
            return new BundleReader(files, name);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private EvidenceRecord? Next(string file, LineReader lines)
    {
        try
        {
            if (lines.TryRead(out var line) && (lines.Terminated || _sums is not null))
                return EvidenceLine.Read(line);
        }
        catch (JsonException wrong)
        {
            var number = lines.Number;
            Finish(file, lines);
            throw new InputException(InputProblem.Content, $"{Name}: {file} line {number} is not a record: {wrong.Message}", wrong);
        }
        catch (Exception broken) when (BundleFiles.IsBroken(broken))
        {
            throw Damaged(file, "cannot be read to its end", broken);
        }

        Finish(file, lines);
        return null;
    }

    private void Finish(string file, LineReader lines)
    {
        if (_sums is null)
            return;
        string hash;
        try
        {
            hash = lines.FinishHash();
        }
        catch (Exception broken) when (BundleFiles.IsBroken(broken))
        {
            throw Damaged(file, "cannot be read to its end", broken);
        }

        CheckHash(file, hash);
        _verified.Add(file);
    }

    /// <summary>The line that counts for each id of a recording that may hold an id twice.</summary>
    private Dictionary<string, int> LatestLines(string file)
    {
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        using var lines = Lines(file);
        while (Next(file, lines) is { } record)
            latest[record.Id] = lines.Number;
        return latest;
    }

    private LineReader Lines(string file)
    {
        try
        {
            return new LineReader(_files.Open(file));
        }
        catch (Exception broken) when (BundleFiles.IsBroken(broken))
        {
            throw Damaged(file, $"cannot be opened, {broken.Message}", broken);
        }
    }

    private byte[] ReadHead(string file)
    {
        try
        {
            using var stream = _files.Open(file);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0; )
            {
                content.Write(buffer, 0, read);
                if (content.Length > BundleFormat.MaxHeadBytes)
                    throw Damaged(file, $"is longer than {BundleFormat.MaxHeadBytes} bytes");
            }

            return content.ToArray();
        }
        catch (Exception broken) when (BundleFiles.IsBroken(broken))
        {
            throw Damaged(file, "cannot be read", broken);
        }
    }

    private void CheckHash(string file, string hash)
    {
        if (_sums![file] != hash)
            throw Damaged(file, "differs from its hash in SHA256SUMS");
    }

    private InputException Damaged(string file, string what, Exception? inner = null) =>
        new(
            InputProblem.DamagedBundle,
            $"{Name} is damaged: {file} {what}. Get the bundle again from where it came, or record it again.",
            inner
        );
}
