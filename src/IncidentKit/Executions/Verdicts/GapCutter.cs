using IncidentKit.Executions.Matching;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Cuts the verdicts of one schedule, given in order, into gaps.</summary>
/// <param name="scope">What is judged.</param>
/// <param name="schedule">Index of the schedule.</param>
internal sealed class GapCutter(RunScope scope, int schedule)
{
    private readonly List<ExecutionGap> _gaps = [];
    private Instant? _goodJustBefore;
    private int _lastGoodEvidence = ExecutionMatcher.None;
    private ExecutionGap? _open;
    private int _unknownSince;
    private FailureLayer? _layer;

    /// <summary>Takes the next verdict; those outside the window only tell what came just before it.</summary>
    /// <param name="run">The verdict.</param>
    /// <param name="evidence">Index of the record of its execution, or <see cref="ExecutionMatcher.None"/>.</param>
    public void Add(ScheduledRun run, int evidence)
    {
        if (scope.Window.Contains(run.FireTime))
        {
            if (run.IsBad)
                Extend(run, evidence);
            else if (run.Verdict == RunVerdict.Unknown && _open is not null)
                _unknownSince++;
            else if (run.IsGood && _open is not null)
                Close(run.FireTime, evidence);
        }

        if (run.Verdict == RunVerdict.Optional)
            return;
        _goodJustBefore = run.IsGood ? run.FireTime : null;
        if (run.IsGood)
            _lastGoodEvidence = evidence;
    }

    /// <summary>Ends with the last verdict given, and leaves a gap that has not ended open.</summary>
    /// <returns>The gaps, in order.</returns>
    public IReadOnlyList<ExecutionGap> Finish()
    {
        Close(end: null, ExecutionMatcher.None);
        return _gaps;
    }

    private void Extend(ScheduledRun run, int evidence)
    {
        var failed = run.Verdict == RunVerdict.Failed ? 1 : 0;
        _layer = _layer is null || _layer == run.Layer ? run.Layer : FailureLayer.Undetermined;
        _open ??= new ExecutionGap
        {
            Schedule = scope.Histories[schedule].Key,
            Start = run.FireTime,
            End = null,
            LastGood = _goodJustBefore,
            LastBad = run.FireTime,
            Missed = 0,
            Failed = 0,
            Unknown = 0,
            Layer = FailureLayer.Undetermined,
            EvidenceIds = [.. Ids(_lastGoodEvidence), .. Ids(evidence)],
        };
        _open = _open with
        {
            LastBad = run.FireTime,
            Missed = _open.Missed + 1 - failed,
            Failed = _open.Failed + failed,
            Unknown = _open.Unknown + _unknownSince,
        };
        _unknownSince = 0;
    }

    private void Close(Instant? end, int evidence)
    {
        if (_open is { } gap)
        {
            List<string> ids = [.. gap.EvidenceIds, .. Ids(evidence), .. Listings(gap.Start, end ?? gap.LastBad)];
            // What follows the last miss unknown belongs to the gap while it is open; before a good run it is an edge.
            _gaps.Add(
                gap with
                {
                    End = end,
                    Unknown = gap.Unknown + (end is null ? _unknownSince : 0),
                    Layer = _layer ?? FailureLayer.Undetermined,
                    EvidenceIds = [.. ids.Distinct(StringComparer.Ordinal)],
                }
            );
        }

        (_open, _layer, _unknownSince) = (null, null, 0);
    }

    private string[] Ids(int evidence) => evidence == ExecutionMatcher.None ? [] : [scope.Ledger.EvidenceIds[evidence]];

    private List<string> Listings(Instant from, Instant to)
    {
        var ids = new List<string>();
        foreach (ref readonly var source in scope.Ledger.Absence(schedule))
            ids.AddRange(source.EvidenceOver(from, to));
        return ids;
    }
}
