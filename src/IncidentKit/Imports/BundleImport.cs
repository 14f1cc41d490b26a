using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>
/// Makes a bundle from files: what the AWS CLI printed, what CloudTrail delivered, exported and
/// other logs. Each becomes records as the recorder writes them, with as much of the question as
/// the answer repeats. Listings are taken to be whole, since the CLI follows pages by itself.
/// </summary>
public static class BundleImport
{
    private const string SchemaVersion = "1.0.0";

    /// <summary>Imports files into a new bundle.</summary>
    /// <param name="bundlePath">The bundle to make. Nothing is left there on an error.</param>
    /// <param name="request">What the files do not say.</param>
    /// <param name="files">The files, in any order.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>What became of each file, in order of path.</returns>
    /// <exception cref="InputException">
    /// A file cannot be read or understood, or names no region or account and none was given. Or the bundle exists.
    /// </exception>
    public static IReadOnlyList<ImportedFile> Run(
        string bundlePath,
        ImportRequest request,
        IEnumerable<ImportFile> files,
        CancellationToken ct = default
    )
    {
        var refused = new List<ImportedFile>();
        var heads = new List<(ImportFile File, byte[] Beginning)>();
        var failures = new List<InputException>();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            try
            {
                heads.Add((file, JsonFile.Peek(file.Path)));
            }
            catch (InputException wrong)
            {
                failures.Add(wrong);
                refused.Add(ImportedFile.Refused(file.Path, wrong.Message));
            }
        }

        if (heads.Count == 0 && failures.Count > 0)
            throw failures[0];
        var account =
            request.Account
            ?? FileOrigin.AccountIn(heads.Select(head => head.Beginning))
            ?? throw new InputException(InputProblem.CommandLine, "no file names the account: give --account.");
        var regions = heads
            .Select(head => FileOrigin.RegionIn(head.Beginning))
            .Append(request.Region)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (regions.Count == 0)
            throw new InputException(InputProblem.CommandLine, "no file names its region: give --region.");

        var writer = BundleWriter.Create(
            bundlePath,
            new BundleManifest
            {
                SchemaVersion = SchemaVersion,
                ToolVersion = request.ToolVersion,
                Window = request.Window,
                Regions = regions,
                Account = account,
                CollectedAt = request.ImportedAt,
                Complete = false,
                Coverage = [],
                Redactions = new Dictionary<string, int>(StringComparer.Ordinal),
            }
        );
        try
        {
            var records = new ImportedRecords(request, writer);
            var imported = new List<ImportedFile>(refused);
            foreach (var (file, beginning) in heads)
            {
                ct.ThrowIfCancellationRequested();
                var region = FileOrigin.RegionIn(beginning) ?? request.Region ?? regions[0];
                try
                {
                    imported.Add(IsLog(file.Path, beginning) ? records.Log(file, region, ct) : records.Json(file, region, ct));
                }
                catch (InputException wrong)
                {
                    failures.Add(wrong);
                    imported.Add(ImportedFile.Refused(file.Path, wrong.Message));
                }
            }

            if (imported.TrueForAll(file => file.IsRefused))
                throw failures.Count == 1 ? failures[0] : NoneUnderstood(failures);
            writer.Complete(records.Finish());
            return [.. imported.OrderBy(file => file.Path, StringComparer.Ordinal)];
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

    private static InputException NoneUnderstood(List<InputException> failures) =>
        new(failures[0].Problem, $"none of {failures.Count} files is understood. The first: {failures[0].Message}", failures[0]);

    /// <summary>
    /// A file that begins as JSON is a log only where it writes one object a line, and none is an answer or event of AWS.
    /// </summary>
    private static bool IsLog(string path, byte[] beginning) =>
        !JsonFile.IsJson(beginning) || (JsonFile.Lines(path, beginning) is { Count: > 0 } lines && !JsonContent.Of(lines).IsUnderstood);
}
