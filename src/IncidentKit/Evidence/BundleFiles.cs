using System.IO.Compression;
using IncidentKit.Basics;

namespace IncidentKit.Evidence;

/// <summary>The files of a bundle, wherever they are.</summary>
internal sealed class BundleFiles : IDisposable
{
    private readonly Func<string, Stream> _open;
    private readonly IDisposable? _owned;

    private BundleFiles(IEnumerable<string> names, Func<string, Stream> open, IDisposable? owned)
    {
        Names = new SortedSet<string>(names, StringComparer.Ordinal);
        _open = open;
        _owned = owned;
    }

    /// <summary>Names without a folder, sorted ordinally.</summary>
    public SortedSet<string> Names { get; }

    /// <summary>The operations that have records, by service and name.</summary>
    public IEnumerable<(string Service, string Operation)> Operations =>
        from file in Names
        where file.EndsWith(".ndjson", StringComparison.Ordinal)
        let parts = file.Split('.')
        where parts.Length == 3
        orderby file
        select (parts[0], parts[1]);

    /// <summary>Everything in a sealed folder; in one that is being recorded only the manifest and the records.</summary>
    public static BundleFiles OfFolder(string folder)
    {
        var isSealed = File.Exists(Path.Combine(folder, BundleFormat.SumsFile));
        var names = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path));
        return new BundleFiles(
            names.Where(name => isSealed || BundleFormat.BelongsToPartial(name)),
            name => InputFile.Open(Path.Combine(folder, name)),
            owned: null
        );
    }

    /// <exception cref="InputException">It is no zip (<see cref="InputProblem.CommandLine"/>), or it is cut short or holds names or sizes
    /// that
    /// no bundle has (<see cref="InputProblem.DamagedBundle"/>).</exception>
    public static BundleFiles OfZip(Stream zip, string name)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(zip, ZipArchiveMode.Read);
            var entries = PlainEntries(archive, name);
            return new BundleFiles(entries.Keys, file => entries[file].Open(), archive);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            archive?.Dispose();
            throw name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
                ? new InputException(
                    InputProblem.DamagedBundle,
                    $"{name} is damaged or cut short: it cannot be read as a zip. Get it again from where it came.",
                    broken
                )
                : new InputException(InputProblem.CommandLine, $"{name} is not an evidence bundle: give a folder or a .zip.", broken);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    public Stream Open(string name) => _open(name);

    public void Dispose() => _owned?.Dispose();

    /// <summary>Whether an exception says that a file or a zip is cut short or altered.</summary>
    public static bool IsBroken(Exception exception) =>
        exception
            is InvalidDataException
                or IOException
                or NotSupportedException
                or UnauthorizedAccessException
                or ArgumentException
                or OverflowException;

    private static Dictionary<string, ZipArchiveEntry> PlainEntries(ZipArchive archive, string name)
    {
        var files = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
        var folder = files.Count > 0 ? files[0].FullName[..(files[0].FullName.LastIndexOf('/') + 1)] : "";
        if (folder.TrimEnd('/').Contains('/', StringComparison.Ordinal))
            folder = "";
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        var expanded = 0L;
        foreach (var entry in files)
        {
            var file = entry.FullName.StartsWith(folder, StringComparison.Ordinal) ? entry.FullName[folder.Length..] : entry.FullName;
            if (!BundleFormat.IsPlainFileName(file))
                throw Damaged($"{name} is not a bundle: its entry '{Shown(entry.FullName)}' is not a plain file name.");
            if (!entries.TryAdd(file, entry))
                throw Damaged($"{name} is damaged: it holds {file} twice.");
            expanded += entry.Length;
            if (expanded > BundleFormat.MaxExpandedBytes)
                throw Damaged($"{name} would expand to more than {BundleFormat.MaxExpandedBytes} bytes.");
        }

        return entries;
    }

    private static InputException Damaged(string message) => new(InputProblem.DamagedBundle, message + " Get it again from where it came.");

    private static string Shown(string entryName) => new([.. entryName.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
}
