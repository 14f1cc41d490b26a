using System.Buffers;
using System.Text.Json;

namespace IncidentKit.Evidence;

/// <summary>Names and limits of the bundle format.</summary>
internal static class BundleFormat
{
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    );

    /// <summary>The version written; another MODEL cannot be read.</summary>
    public const string SchemaVersion = "1.0.0";

    public const string ManifestFile = "manifest.json";
    public const string SumsFile = "SHA256SUMS";
    public const string RecordsExtension = ".ndjson";
    public const string PartialSuffix = ".partial";

    /// <summary>Longest line: AWS answers stay below 10 MiB, an imported listing may hold many pages.</summary>
    public const int MaxRecordBytes = 256 * 1024 * 1024;

    /// <summary>Deepest nesting of a body.</summary>
    public const int MaxDepth = 512;

    /// <summary>Options that refuse what is nested deeper.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaxDepth };

    /// <summary>Longest manifest and SHA256SUMS, which are read whole.</summary>
    public const int MaxHeadBytes = 16 * 1024 * 1024;

    /// <summary>Most that a zip may hold when expanded. Files are streamed and never unpacked, so this bounds time, not memory or
    /// disk.</summary>
    public const long MaxExpandedBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>The file that holds the records of one operation, <c>logs.DescribeLogStreams.ndjson</c>.</summary>
    /// <exception cref="ArgumentException">A name holds something else than letters, digits, <c>-</c> and <c>_</c>.</exception>
    public static string RecordsFile(string service, string operation)
    {
        if (!IsWord(service) || !IsWord(operation))
            throw new ArgumentException($"'{service}.{operation}' is not a service and an operation of AWS.");
        return $"{service}.{operation}{RecordsExtension}";
    }

    /// <summary>Whether a name is a file of a bundle and nothing that leads out of its folder.</summary>
    public static bool IsPlainFileName(string name) =>
        name.Length > 0 && name[0] is not ('.' or '-') && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a name is a file of a bundle whose recording has not ended; other names there are the recorder's own.</summary>
    public static bool BelongsToPartial(string name) =>
        name == ManifestFile || (IsPlainFileName(name) && name.EndsWith(RecordsExtension, StringComparison.Ordinal));

    private static bool IsWord(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(WordCharacters);
}
