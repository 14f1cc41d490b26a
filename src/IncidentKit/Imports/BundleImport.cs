using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// Makes a bundle from files: what the AWS CLI printed, what CloudTrail delivered, exported and
/// other logs, archives of these, and other bundles. Each becomes records as the recorder writes them, with as much of the question as
/// the answer repeats. Listings are taken to be whole, since the CLI follows pages by itself.
/// </summary>
public static class BundleImport
{
    private const string SchemaVersion = "1.0.0";
    private const string UnpackedSuffix = ".unpacked";

    /// <summary>Imports files into a new bundle.</summary>
    /// <param name="bundlePath">The bundle to make. Nothing is left there on an error.</param>
    /// <param name="request">What the files do not say.</param>
    /// <param name="files">The files, in any order; a folder is a bundle.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>What became of each file, in order of path.</returns>
    /// <exception cref="InputException">
    /// No file can be read or understood, or none names a region or account and none was given. Or the bundle exists.
    /// </exception>
    public static IReadOnlyList<ImportedFile> Run(
        string bundlePath,
        ImportRequest request,
        IEnumerable<ImportFile> files,
        CancellationToken ct = default
    )
    {
        var unpacked = Path.TrimEndingDirectorySeparator(Path.GetFullPath(bundlePath)) + UnpackedSuffix;
        if (Path.Exists(unpacked))
            throw new InputException(InputProblem.CommandLine, $"{unpacked} is left over from an import that was stopped: delete it.");
        try
        {
            var archives = new Archives(unpacked, ArchiveLimits.Default);
            var all = files.OrderBy(file => file.Name, StringComparer.Ordinal).SelectMany(file => archives.Of(file, ct)).ToList();
            return Run(bundlePath, request, BundlesOf(all), archives.Refused, ct);
        }
        finally
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
        }
    }

    private static IReadOnlyList<ImportedFile> Run(
        string bundlePath,
        ImportRequest request,
        IReadOnlyList<ImportFile> files,
        IReadOnlyList<ImportedFile> leftOut,
        CancellationToken ct
    )
    {
        var inputs = ImportInputs.Of(files, request);
        var writer = BundleWriter.Create(
            bundlePath,
            new BundleManifest
            {
                SchemaVersion = SchemaVersion,
                ToolVersion = request.ToolVersion,
                Window = request.Window,
                Regions = inputs.Regions,
                Account = inputs.Account,
                CollectedAt = request.ImportedAt,
                Complete = false,
                Coverage = [],
                Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
            }
        );
        try
        {
            var evidence = new ImportedEvidence(writer);
            var bundles = new ImportedBundles(request.Window, inputs.Account);
            var records = new ImportedRecords(request, inputs.Account, evidence);
            var imported = new List<ImportedFile>([.. leftOut, .. inputs.Refused]);
            foreach (var input in inputs.All)
                Import(input.File, () => input.ImportInto(records, bundles, evidence, ct));
            foreach (var (file, later) in records.Finish())
                Import(file, () => later(ct));
            if (imported.TrueForAll(file => file.IsRefused))
                throw inputs.NoneUnderstood(imported);
            writer.Complete(bundles.With(evidence.Coverage.Rows(records.Names)));
            return [.. imported.Select(evidence.WithTold).OrderBy(file => file.Path, StringComparer.Ordinal)];

            void Import(ImportFile file, Func<ImportedFile?> import)
            {
                ct.ThrowIfCancellationRequested();
                try
                {
                    if (import() is { } done)
                        imported.Add(done);
                }
                catch (InputException wrong)
                {
                    imported.Add(inputs.Refuse(file, wrong));
                }
            }
        }
        catch
        {
            writer.Dispose();
            var partial = BundleWriter.PartialPath(bundlePath);
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            throw;
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Puts the files of a bundle together again, as its folder.</summary>
    private static List<ImportFile> BundlesOf(List<ImportFile> files)
    {
        var bundles = files
            .Where(file => Path.GetFileName(file.Path) == BundleFormat.ManifestFile)
            .Select(file => Path.GetDirectoryName(Path.GetFullPath(file.Path))!)
            .Where(ImportedBundles.IsBundle)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files
                .GroupBy(file => Path.GetDirectoryName(Path.GetFullPath(file.Path))!, StringComparer.Ordinal)
                .SelectMany(folder =>
                    bundles.Contains(folder.Key)
                        ?
                        [
                            new ImportFile(folder.Key, folder.Max(file => file.WrittenAt))
                            {
                                Name = Path.GetDirectoryName(folder.First().Name) is { Length: > 0 } name ? name : folder.Key,
                            },
                        ]
                        : folder.AsEnumerable()
                ),
        ];
    }
}
