using IncidentKit.Executions.Matching;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Cuts the verdicts of one schedule, given in order, into gaps. A gap begins inside the window; where it ends, verdicts after the window
/// tell as well.
/// </summary>
/// <param name="scope">What is judged.</param>
/// <param name="schedule">The schedule.</param>
/// <param name="runs">The slots of its pool.</param>
internal sealed class GapCutter(RunScope scope, PoolMember schedule, SlotRuns runs)
{
    private readonly List<ExecutionGap> _gaps = [];
    private Instant? _goodJustBefore;
    private int _lastGood = ExecutionMatcher.None;
    private ExecutionGap? _open;
    private int _lastLost;
    private int _unknownSince;
    private FailureLayer? _layer;

    /// <summary>Takes the next slot; those before the window only tell what came just before it.</summary>
    /// <param name="place">The place of the slot among those of the schedule.</param>
    public void Add(int place)
    {
        var i = schedule.Slots[place];
        ref readonly var run = ref runs.Run(i);
        var inWindow = scope.Window.Contains(run.FireTime);
        if (_open is not null && IsRetry(run, place))
            return;
        if (run.IsBad && (inWindow || (_open is not null && run.FireTime >= scope.Window.End)))
            Extend(i, run, inWindow);
        else if (run.Verdict == RunVerdict.Unknown && _open is not null && inWindow)
            _unknownSince++;
        else if (run.IsGood && _open is not null)
            Close(i);

        if (run.Verdict is RunVerdict.Optional or RunVerdict.Intended)
            return;
        _goodJustBefore = run.IsGood ? run.FireTime : null;
        if (run.IsGood)
            _lastGood = i;
    }

    /// <summary>Ends with the last verdict given, and leaves a gap that has not ended open.</summary>
    /// <returns>The gaps, in order.</returns>
    public IReadOnlyList<ExecutionGap> Finish()
    {
        Close(ExecutionMatcher.None);
        return _gaps;
    }

    /// <summary>
    /// A run so late that the next fire time had come, and was lost too or ran at about the same time, is a retry: calls succeeded again
    /// when it started, not at its own fire time. A schedule that is late by the same time again and again is none.
    /// </summary>
    private bool IsRetry(in ScheduledRun run, int place)
    {
        if (run is not { Verdict: RunVerdict.Late, StartedAt: { } started } || place + 1 == schedule.Slots.Count)
            return false;
        var next = runs.Run(schedule.Slots[place + 1]);
        if (started < next.FireTime)
            return false;
        return next.IsBad || next.StartedAt - started < (next.FireTime - run.FireTime) / 2;
    }

    private void Extend(int i, in ScheduledRun run, bool inWindow)
    {
        var failed = run.Verdict == RunVerdict.Failed ? 1 : 0;
        _layer = _layer is null || _layer == run.Layer ? run.Layer : FailureLayer.Undetermined;
        if (_open is null)
        {
            _open = new ExecutionGap
            {
                Schedule = schedule.Recorded.Key,
                Start = run.FireTime,
                End = null,
                LastGood = _goodJustBefore,
                LastGoodCall = _lastGood == ExecutionMatcher.None ? null : runs.Call(_lastGood),
                FirstLostCall = runs.Call(i),
                LastLostCall = default,
                LastBad = run.FireTime,
                Missed = 0,
                Failed = 0,
                Unknown = 0,
                Layer = FailureLayer.Undetermined,
                EvidenceIds = [.. Ids(_lastGood), .. Ids(i)],
            };
        }

        _lastLost = i;
        _open = _open with
        {
            LastBad = run.FireTime,
            Missed = _open.Missed + (inWindow ? 1 - failed : 0),
            Failed = _open.Failed + (inWindow ? failed : 0),
            Unknown = _open.Unknown + _unknownSince,
        };
        _unknownSince = 0;
    }

    private void Close(int good)
    {
        if (_open is { } gap)
        {
            Instant? end = good == ExecutionMatcher.None ? null : runs.Run(good).FireTime;
            List<string> ids = [.. gap.EvidenceIds, .. Ids(good), .. Listings(gap.Start, end ?? gap.LastBad)];
            // What follows the last miss unknown belongs to the gap while it is open; before a good run it is an edge.
            _gaps.Add(
                gap with
                {
                    End = end,
                    FirstGoodCall = good == ExecutionMatcher.None ? null : runs.Call(good),
                    LastLostCall = runs.Call(_lastLost),
                    Unknown = gap.Unknown + (end is null ? _unknownSince : 0),
                    Layer = _layer ?? FailureLayer.Undetermined,
                    EvidenceIds = [.. ids.Distinct(StringComparer.Ordinal)],
                }
            );
        }

        (_open, _layer, _unknownSince) = (null, null, 0);
    }

    /// <summary>The record of a slot's execution, or of the answer by which it was lost.</summary>
    private string[] Ids(int i) =>
        i == ExecutionMatcher.None ? []
        : runs.HasExecution(i) ? [scope.Ledger.EvidenceIds[runs.Execution(i).Evidence]]
        : runs.Refusals.TryGetValue(i, out var refusal) ? [refusal.EvidenceId]
        : [];

    private List<string> Listings(Instant from, Instant to)
    {
        var ids = new List<string>();
        foreach (ref readonly var source in scope.Ledger.Absence(schedule.Index))
            ids.AddRange(source.EvidenceOver(from, to));
        return ids;
    }
}
