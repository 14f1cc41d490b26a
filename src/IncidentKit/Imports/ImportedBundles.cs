using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Imports;

/// <summary>Bundles among the files of an import: their records go into the new one as they are.</summary>
/// <param name="window">The window of the new bundle.</param>
/// <param name="account">Its account.</param>
internal sealed class ImportedBundles(Interval window, string account)
{
    private readonly List<SourceCoverage> _rows = [];

    /// <summary>Whether a path is a bundle: a folder or a zip with a manifest and the sums of its files.</summary>
    public static bool IsBundle(string path)
    {
        if (Directory.Exists(path))
        {
            var isEnded = File.Exists(Path.Combine(path, BundleFormat.SumsFile));
            return File.Exists(Path.Combine(path, BundleFormat.ManifestFile))
                && (isEnded || path.EndsWith(BundleFormat.PartialSuffix, StringComparison.Ordinal));
        }

        return ZipEntries.Names(path) is { } names && names.Contains(BundleFormat.ManifestFile) && names.Contains(BundleFormat.SumsFile);
    }

    /// <summary>Writes the records of a bundle.</summary>
    /// <exception cref="InputException">It is damaged, or of another account.</exception>
    public ImportedFile Add(ImportFile file, ImportedEvidence evidence, CancellationToken ct)
    {
        using var bundle = BundleReader.Open(file.Path);
        var manifest = bundle.Manifest;
        if (manifest.Account != account)
            throw new InputException(
                InputProblem.Content,
                $"{file.Name} is a bundle of account {manifest.Account}, not of {account}: import it apart, with --account."
            );
        bundle.VerifyAll();
        var records = 0;
        foreach (var (service, operation) in bundle.Operations)
        foreach (var record in bundle.Records(service, operation))
        {
            ct.ThrowIfCancellationRequested();
            evidence.Append(record, file.Name);
            records++;
        }

        _rows.AddRange(bundle.Manifest.Coverage.Select(row => Within(row, manifest)));
        return new ImportedFile(file.Name, $"a bundle of {records} records, recorded at {manifest.CollectedAt.ToIso()}", null);
    }

    /// <summary>The rows of files and bundles together: of two that tell of a source the one that tells more.</summary>
    /// <param name="ofFiles">The rows of the files.</param>
    public List<SourceCoverage> With(IEnumerable<SourceCoverage> ofFiles)
    {
        var files = ofFiles.ToList();
        var named = _rows.Select(row => row.Source.Split('[')[0]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files
                .Where(row => row.Status != CoverageStatus.Skipped || !named.Contains(row.Source))
                .Concat(_rows)
                .GroupBy(row => row.Source, StringComparer.Ordinal)
                .Select(rows => rows.Aggregate(Both))
                .OrderBy(row => row.Source, StringComparer.Ordinal),
        ];
    }

    /// <summary>What was recorded of another window is not all of this one.</summary>
    private SourceCoverage Within(SourceCoverage row, BundleManifest manifest) =>
        row.Status != CoverageStatus.Complete || (manifest.Window.Start <= window.Start && manifest.Window.End >= window.End)
            ? row
            : row with
            {
                Status = CoverageStatus.Partial,
                Reason = $"recorded for {manifest.Window.Start.ToIso()} to {manifest.Window.End.ToIso()} alone",
            };

    private static SourceCoverage Both(SourceCoverage a, SourceCoverage b)
    {
        if (a.Status == CoverageStatus.Complete || b.Status == CoverageStatus.Complete)
            return a.Status != CoverageStatus.Complete ? b
                : b.Status != CoverageStatus.Complete ? a
                : a with
                {
                    From = a.From is { } from && b.From is { } other ? Instant.Min(from, other) : a.From ?? b.From,
                    To = a.To is { } to && b.To is { } later ? Instant.Max(to, later) : a.To ?? b.To,
                };
        if (a.Status == CoverageStatus.Skipped || b.Status == CoverageStatus.Skipped)
            return a.Status == CoverageStatus.Skipped ? b : a;
        var reasons = new[] { a.Reason, b.Reason }.OfType<string>().Distinct(StringComparer.Ordinal);
        var status = a.Status == b.Status ? a.Status : CoverageStatus.Partial;
        return a with { Status = status, Reason = string.Join("; ", reasons) };
    }
}
