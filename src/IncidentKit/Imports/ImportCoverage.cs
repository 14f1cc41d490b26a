using IncidentKit.Evidence;

namespace IncidentKit.Imports;

/// <summary>Notes which sources the files filled, and what of each is missing.</summary>
internal sealed class ImportCoverage
{
    private readonly SortedDictionary<string, SortedSet<string>> _gaps = new(StringComparer.Ordinal);

    /// <summary>Notes that a source is among the files, and what of it is missing.</summary>
    public void Add(string source, string? gap = null)
    {
        if (!_gaps.TryGetValue(source, out var gaps))
            _gaps.Add(source, gaps = new SortedSet<string>(StringComparer.Ordinal));
        if (gap is not null)
            gaps.Add(gap);
    }

    /// <summary>One row for each source that files can fill, by name.</summary>
    public List<SourceCoverage> Rows() =>
        [
            .. AnswerKind
                .Sources.Union(_gaps.Keys)
                .Order(StringComparer.Ordinal)
                .Select(source =>
                    !_gaps.TryGetValue(source, out var gaps)
                        ? new SourceCoverage(source, CoverageStatus.Skipped, SourceCoverage.NotAmongFiles, null, null)
                    : gaps.Count == 0 ? new SourceCoverage(source, CoverageStatus.Complete, null, null, null)
                    : new SourceCoverage(source, CoverageStatus.Partial, string.Join("; ", gaps), null, null)
                ),
        ];
}
