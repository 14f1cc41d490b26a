using IncidentKit.Schedules;

namespace IncidentKit.Executions.Reading;

/// <summary>What the sources found so far, each in its turn.</summary>
internal sealed class LedgerParts
{
    private readonly List<string> _evidence = [];

    /// <summary>Nothing found yet.</summary>
    public LedgerParts(IReadOnlyList<ScheduleHistory> histories, ScheduleIndex index)
    {
        (Histories, Index) = (histories, index);
        Found = [.. histories.Select(_ => new List<Execution>())];
        Silence = [.. histories.Select(_ => new List<AbsenceCoverage>())];
    }

    /// <summary>The schedules.</summary>
    public IReadOnlyList<ScheduleHistory> Histories { get; }

    /// <summary>What tells whose an execution is.</summary>
    public ScheduleIndex Index { get; }

    /// <summary>The executions of each schedule, in the order they were read.</summary>
    public List<Execution>[] Found { get; }

    /// <summary>What silence proves of each schedule.</summary>
    public List<AbsenceCoverage>[] Silence { get; }

    /// <summary>When runs were up of which only counts tell, each by a key of its own.</summary>
    public Dictionary<TaskKey, RunSpan> CountedSpans { get; } = [];

    /// <summary>The records read from.</summary>
    public IReadOnlyList<string> Evidence => _evidence;

    /// <summary>The index of a record in <see cref="Evidence"/>, to which it is added unless it is the last one.</summary>
    public int EvidenceIndex(string id)
    {
        if (_evidence.Count == 0 || _evidence[^1] != id)
            _evidence.Add(id);
        return _evidence.Count - 1;
    }

    /// <summary>Adds records that are cited by place.</summary>
    /// <returns>The index of the first.</returns>
    public int AddEvidence(IReadOnlyList<string> ids)
    {
        _evidence.AddRange(ids);
        return _evidence.Count - ids.Count;
    }
}
