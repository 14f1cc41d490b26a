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

    /// <summary>What no schedule or rule names needs no answers, as the recorder asks for none.</summary>
    private static readonly (string Source, string Kind, string Reason)[] Needless =
    [
        (SourceNames.Functions, KnownNames.Function, "no target is a Lambda function"),
        (SourceNames.Invocations, KnownNames.Function, "no target is a Lambda function"),
        (SourceNames.Executions, KnownNames.Machine, "no target is a state machine"),
        (SourceNames.Jobs, KnownNames.JobQueue, "no target is a job of AWS Batch"),
        (SourceNames.Roles, KnownNames.Role, "no target names a role"),
        (SourceNames.Networks, KnownNames.Subnet, "no target names a subnet"),
        (SourceNames.Queues, KnownNames.Queue, "no target names a dead-letter queue"),
        (SourceNames.Messages, KnownNames.Queue, "no target names a dead-letter queue"),
    ];

    /// <summary>One row for each source that files can fill, by name.</summary>
    /// <param name="names">What the answers name.</param>
    public List<SourceCoverage> Rows(KnownNames names) =>
        [
            .. AnswerKind
                .Sources.Union(_gaps.Keys)
                .Order(StringComparer.Ordinal)
                .Select(source =>
                    !_gaps.TryGetValue(source, out var gaps)
                        ? new SourceCoverage(source, CoverageStatus.Skipped, Why(source, names), null, null)
                    : gaps.Count == 0 ? new SourceCoverage(source, CoverageStatus.Complete, null, null, null)
                    : new SourceCoverage(source, CoverageStatus.Partial, string.Join("; ", gaps), null, null)
                ),
        ];

    /// <summary>Only where schedules are there do they tell what is not needed.</summary>
    private string Why(string source, KnownNames names) =>
        _gaps.ContainsKey(SourceNames.Schedules)
        && Array.Find(Needless, n => n.Source == source) is { Kind: { } kind, Reason: var reason }
        && !names.Has(kind)
            ? reason
            : SourceCoverage.NotAmongFiles;
}
