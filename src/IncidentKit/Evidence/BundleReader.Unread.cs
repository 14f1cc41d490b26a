using IncidentKit.Evidence.Shapes;

namespace IncidentKit.Evidence;

/// <content>What of a bundle is not what it should be.</content>
sealed partial class BundleReader
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly UnreadAnswers _unread = new();

    /// <summary>Looks at the records that nobody has asked for, so that <see cref="Manifest"/> tells of all that could not be
    /// read.</summary>
    internal void ReadRest()
    {
        foreach (var (service, operation) in Operations.ToList())
        {
            if (_read.Contains(BundleFormat.RecordsFile(service, operation)))
                continue;
            foreach (var _ in Records(service, operation))
            {
                // Reading notes what cannot be read.
            }
        }
    }

    /// <summary>Notes that a record was understood as an answer, and then could not be read.</summary>
    /// <param name="record">The record.</param>
    /// <param name="came">What came, as in <c>was answered with ...</c></param>
    internal void CannotRead(EvidenceRecord record, string came) => _unread.None(record, came);

    /// <summary>Whether something of a source could not be read so far.</summary>
    internal bool CouldNotRead(string source, string region) => _unread.Has(source, region);

    /// <summary>What could not be read so far, one sentence a source.</summary>
    internal IReadOnlyList<string> Unread => _unread.Notices(_manifest);

    private void CheckNames(SortedDictionary<string, string> sums)
    {
        if (sums.Keys.FirstOrDefault(name => !_files.Names.Contains(name)) is { } missing)
            throw Damaged(missing, "is missing");
        if (!sums.ContainsKey(BundleFormat.ManifestFile))
            throw Damaged(BundleFormat.ManifestFile, "is missing from SHA256SUMS");
        if (_files.Names.FirstOrDefault(name => name != BundleFormat.SumsFile && !sums.ContainsKey(name)) is { } extra)
            throw Damaged(extra, "is not listed in SHA256SUMS");
    }
}
