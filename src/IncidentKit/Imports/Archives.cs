using System.Formats.Tar;
using System.IO.Compression;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Imports.Logs;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>
/// Unpacks archives among the files of an import into a folder of its own, within <see cref="ArchiveLimits"/>. What leads out of it, is a
/// link or a device, or grows as nothing honest does, is named and left out; the rest is imported.
/// </summary>
/// <param name="folder">Where to; made when there is something to unpack.</param>
/// <param name="limits">The limits.</param>
internal sealed class Archives(string folder, ArchiveLimits limits)
{
    private const int LinkType = 0xA000;
    private const int TypeMask = 0xF000;

    private readonly List<ImportedFile> _refused = [];
    private int _archives;
    private int _entries;
    private long _bytes;

    /// <summary>What of them was left out, and why.</summary>
    public IReadOnlyList<ImportedFile> Refused => _refused;

    /// <summary>The file, or what it holds where it is an archive.</summary>
    public IEnumerable<ImportFile> Of(ImportFile file, CancellationToken ct) => Of(file, 0, ct);

    private List<ImportFile> Of(ImportFile file, int depth, CancellationToken ct)
    {
        var form = ArchiveForm.Plain;
        var (unpacked, found) = (new List<ImportFile>(), new List<ImportFile>());
        try
        {
            form = ArchiveForms.Of(file.Path);
            if (form == ArchiveForm.Plain || (form == ArchiveForm.Zip && ImportedBundles.IsBundle(file.Path)))
                return [file];
            if (form == ArchiveForm.Foreign)
                throw new InvalidDataException(
                    $"it is {ArchiveForms.WordOf(file.Path)}, which is not read: unpack it, or save it as text, first"
                );
            if (depth == limits.Deepest)
                throw new InvalidDataException($"it lies in {depth} archives: at most {limits.Deepest} are opened");
            Unpack(file, form, Path.Combine(folder, $"{++_archives}"), unpacked, ct);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            // What cannot be opened at all is told where it is read.
            if (form == ArchiveForm.Plain)
                return [file];
            Refuse(file.Name, e.Message);
        }

        foreach (var entry in unpacked)
            found.AddRange(Of(entry, depth + 1, ct));
        return found;
    }

    private static bool IsOfFile(Exception e) =>
        e
            is InvalidDataException
                or IOException
                or UnauthorizedAccessException
                or NotSupportedException
                or FormatException
                or ArgumentException
                or LogLimitException
                or ZstdSharp.ZstdException;

    private void Unpack(ImportFile file, ArchiveForm form, string into, List<ImportFile> found, CancellationToken ct)
    {
        using var packed = InputFile.Open(file.Path);
        if (form == ArchiveForm.Zip)
        {
            OfZip(file, packed, into, found, ct);
            return;
        }

        using var content = ArchiveForms.Content(packed, form);
        if (form is ArchiveForm.Tar or ArchiveForm.TarGz or ArchiveForm.TarZst)
        {
            OfTar(file, content, packed, into, found, ct);
            return;
        }

        var name = Path.GetFileNameWithoutExtension(file.Path);
        var path = Place(into, name.Length == 0 ? "content" : name);
        Copy(content, path, packed.Length, ct);
        found.Add(new ImportFile(path, file.WrittenAt) { Name = file.Name });
    }

    private void OfZip(ImportFile archive, FileStream packed, string into, List<ImportFile> found, CancellationToken ct)
    {
        using var zip = new ZipArchive(packed, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/') && entry.Length == 0)
                continue;
            var isLink = ((entry.ExternalAttributes >> 16) & TypeMask) == LinkType;
            var at = Instant.Min(archive.WrittenAt, Instant.FromDateTimeOffset(entry.LastWriteTime));
            Take(
                archive,
                entry.FullName,
                isLink ? "is a link" : null,
                at,
                into,
                found,
                path =>
                {
                    if (entry.IsEncrypted)
                        throw new InvalidDataException("it is encrypted: unpack it first");
                    using var content = entry.Open();
                    Copy(content, path, entry.CompressedLength, ct);
                }
            );
        }
    }

    private void OfTar(ImportFile archive, Stream content, FileStream packed, string into, List<ImportFile> found, CancellationToken ct)
    {
        var bounds = new LogLimits
        {
            MaxExpandedBytes = limits.MostBytes,
            MaxExpansion = limits.MostExpansion,
            FreeExpandedBytes = limits.FreeBytes,
        };
        using var bounded = new ExpansionLimit(content, packed, bounds);
        using var tar = new TarReader(bounded);
        while (tar.GetNextEntry() is { } entry)
        {
            ct.ThrowIfCancellationRequested();
            var problem = entry.EntryType switch
            {
                TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => null,
                TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.ExtendedAttributes => "",
                TarEntryType.SymbolicLink or TarEntryType.HardLink => "is a link",
                TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "is a device",
                TarEntryType.Fifo => "is a pipe",
                _ => $"is of the kind {entry.EntryType}",
            };
            if (problem is "")
                continue;
            var at = Instant.Min(archive.WrittenAt, Instant.FromDateTimeOffset(entry.ModificationTime));
            Take(
                archive,
                entry.Name,
                problem,
                at,
                into,
                found,
                path =>
                {
                    // How far the archive expands is looked at as a whole.
                    Copy(entry.DataStream ?? Stream.Null, path, packed: long.MaxValue, ct);
                }
            );
        }
    }

    /// <summary>Unpacks an entry, unless something is wrong with it alone; then that is noted.</summary>
    private void Take(
        ImportFile archive,
        string name,
        string? problem,
        Instant at,
        string into,
        List<ImportFile> found,
        Action<string> unpack
    )
    {
        if (++_entries > limits.MostEntries)
            throw new InvalidDataException($"there are more than {limits.MostEntries} entries in the archives: what follows is left out");
        // Some programs leave files of their own beside every other.
        if (Path.GetFileName(name) is ".DS_Store" || name.StartsWith("__MACOSX/", StringComparison.Ordinal))
            return;
        var shown = $"{archive.Name}/{Printable(name)}";
        if ((problem ?? ProblemOf(name)) is { } wrong)
        {
            Refuse(shown, $"it {wrong}");
            return;
        }

        var path = Place(into, name);
        try
        {
            unpack(path);
            found.Add(new ImportFile(path, at) { Name = shown });
        }
        catch (Exception e) when (IsOfFile(e))
        {
            File.Delete(path);
            if (e is LogLimitException)
                throw;
            Refuse(shown, e.Message);
        }
    }

    /// <summary>Why a name is not taken; null when it is plain.</summary>
    private string? ProblemOf(string name)
    {
        var parts = name.Split('/', '\\');
        return name.StartsWith('/') || name.StartsWith('\\') || name.Contains(':', StringComparison.Ordinal) ? "leads out of the archive"
            : parts.Contains("..") ? "leads out of the archive"
            : name.Length == 0 || name.Any(char.IsControl) ? "has no name that can be written"
            : name.Length > limits.LongestName || parts.Any(part => part.Length > limits.LongestPart) ? "has too long a name"
            : null;
    }

    private static string Place(string into, string name) =>
        Path.Combine([into, .. name.Split('/', '\\').Where(part => part.Length > 0 && part != ".")]);

    private void Copy(Stream content, string path, long packed, CancellationToken ct)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        using var file = PrivateFiles.CreateNew(path);
        var buffer = new byte[128 * 1024];
        long written = 0;
        for (int read; (read = content.Read(buffer)) > 0; )
        {
            ct.ThrowIfCancellationRequested();
            written += read;
            _bytes += read;
            if (_bytes > limits.MostBytes)
                throw new LogLimitException($"the archives expand to more than {limits.MostBytes} bytes: what follows is left out");
            if (written > limits.FreeBytes && written / limits.MostExpansion > packed)
                throw new InvalidDataException($"it expands to more than {limits.MostExpansion} times its size, as nothing of use does");
            file.Write(buffer.AsSpan(0, read));
        }
    }

    private void Refuse(string name, string why) => _refused.Add(ImportedFile.Refused(name, $"{name}: {why.TrimEnd('.')}."));

    private string Printable(string name)
    {
        var shown = string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
        return shown.Length > limits.LongestPart ? shown[..limits.LongestPart] + "…" : shown;
    }
}
