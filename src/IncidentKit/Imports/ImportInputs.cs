using System.Text;
using IncidentKit.Basics;
using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>The files of an import, each with what its beginning shows, and what they say of account and regions together.</summary>
internal sealed class ImportInputs
{
    private readonly List<ImportInput> _all = [];
    private readonly List<InputException> _failures = [];
    private readonly List<ImportedFile> _refused = [];

    private ImportInputs() { }

    /// <summary>The files that can be read, JSON before logs: it may tell what the logs are of.</summary>
    public IReadOnlyList<ImportInput> All => _all;

    /// <summary>Those that cannot be opened.</summary>
    public IReadOnlyList<ImportedFile> Refused => _refused;

    /// <summary>The account.</summary>
    public string Account { get; private set; } = "";

    /// <summary>The regions, by name.</summary>
    public IReadOnlyList<string> Regions { get; private set; } = [];

    /// <summary>Looks at files.</summary>
    /// <exception cref="InputException">None can be opened, or none names the account or a region.</exception>
    public static ImportInputs Of(IEnumerable<ImportFile> files, ImportRequest request)
    {
        var inputs = new ImportInputs();
        var manifests = new List<BundleManifest>();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            try
            {
                var manifest = ImportedBundles.IsBundle(file.Path) ? ManifestOf(file) : null;
                if (manifest is not null)
                    manifests.Add(manifest);
                inputs._all.Add(new ImportInput(file, manifest is null ? JsonFile.Peek(file.Path) : [], manifest is not null));
            }
            catch (InputException wrong)
            {
                inputs._refused.Add(inputs.Refuse(file, wrong));
            }
        }

        if (inputs._all.Count == 0 && inputs._failures.Count > 0)
            throw inputs.NoneUnderstood(inputs._refused);
        inputs.Account =
            request.Account
            ?? manifests.Select(manifest => manifest.Account).FirstOrDefault()
            ?? FileOrigin.AccountIn(inputs._all.Select(input => input.Telling))
            ?? throw new InputException(InputProblem.CommandLine, "no file names the account: give --account.");
        inputs.Regions =
        [
            .. inputs
                ._all.Select(RegionOf)
                .Append(request.Region)
                .OfType<string>()
                .Concat(manifests.SelectMany(manifest => manifest.Regions))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        if (inputs.Regions.Count == 0)
            throw new InputException(InputProblem.CommandLine, "no file names its region: give --region.");
        foreach (var input in inputs._all)
            input.Region = RegionOf(input) ?? request.Region ?? inputs.Regions[0];
        return inputs;
    }

    /// <summary>Notes that a file is not understood.</summary>
    public ImportedFile Refuse(ImportFile file, InputException wrong)
    {
        _failures.Add(wrong);
        return ImportedFile.Refused(file.Name, wrong.Message.Replace(file.Path, file.Name, StringComparison.Ordinal));
    }

    /// <summary>Why there is no bundle where nothing is understood.</summary>
    public InputException NoneUnderstood(IReadOnlyList<ImportedFile> refused) =>
        refused.Count == 1 && _failures.Count == 1 ? _failures[0]
        : refused.Count == 1 ? new InputException(InputProblem.Content, refused[0].Understood)
        : new InputException(
            _failures.Count > 0 ? _failures[0].Problem : InputProblem.Content,
            $"none of {refused.Count} files is understood. The first: {refused[0].Understood}",
            _failures.FirstOrDefault()
        );

    private static string? RegionOf(ImportInput input) => FileOrigin.RegionIn(input.Telling) ?? FileOrigin.RegionInName(input.File.Name);

    private static BundleManifest ManifestOf(ImportFile file)
    {
        using var bundle = BundleReader.Open(file.Path);
        return bundle.Manifest;
    }
}

/// <summary>A file that is imported.</summary>
/// <param name="File">The file.</param>
/// <param name="Beginning">Its first bytes, decompressed.</param>
/// <param name="IsBundle">Whether it is a bundle.</param>
internal sealed record ImportInput(ImportFile File, byte[] Beginning, bool IsBundle)
{
    private const int Sampled = 100;

    /// <summary>What of it may tell account and region: of a table what its rows say, as events say it.</summary>
    public byte[] Telling { get; } =
        TrailTable.Is(Beginning)
            ? [.. TrailTable.Read(Beginning, Sampled).Events.SelectMany(e => Encoding.UTF8.GetBytes(e.Value.GetRawText()))]
            : Beginning;

    /// <summary>The region that it is of.</summary>
    public string Region { get; set; } = "";

    /// <summary>Imports it; null where it has to wait for others.</summary>
    /// <exception cref="InputException">It is not understood.</exception>
    public ImportedFile? ImportInto(ImportedRecords records, ImportedBundles bundles, ImportedEvidence evidence, CancellationToken ct)
    {
        if (IsBundle)
            return bundles.Add(File, evidence, ct);
        if (TrailTable.Is(Beginning))
            return records.Table(File, Region);
        if (CliError.Of(Beginning) is { } error)
            return records.Refusal(File, Region, error);
        if (!IsLog())
            return records.Json(File, Region);
        if (CliForm.Of(Beginning) is { } form)
            throw new InputException(
                InputProblem.Content,
                $"{File.Name} is what the AWS CLI prints with --output {form}: ask again with --output json."
            );
        records.Log(File, Region);
        return null;
    }

    /// <summary>
    /// A file that begins as JSON is a log only where it writes one object a line, and none is an answer or event of AWS.
    /// </summary>
    private bool IsLog() =>
        !JsonFile.IsJson(Beginning)
        || (JsonFile.Lines(File.Path, Beginning) is { Count: > 0 } lines && !JsonContent.Of(lines).IsUnderstood);
}
