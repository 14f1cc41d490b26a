using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Counts the verdicts of one schedule inside the window, and keeps those that did not simply run.</summary>
/// <param name="scope">What is judged.</param>
/// <param name="schedule">The schedule.</param>
internal sealed class RunTally(RunScope scope, PoolMember schedule)
{
    private readonly bool _streamsAreTimed = scope.Ledger.StreamDelay(scope.Ledger.PoolOf(schedule.Index)) is not null;
    private readonly bool _invokedIsEnough = scope.Stated(schedule.Recorded.Key).Accepts is not null;
    private readonly List<ScheduledRun> _notRan = [];
    private readonly List<ScheduledRun> _later = [];
    private readonly HashSet<int> _evidence = [];
    private int _lastEvidence = -1;
    private int _ran;
    private int _late;
    private int _failed;
    private int _missed;
    private int _unknown;
    private int _optional;
    private int _intended;
    private int _succeeded;
    private int _accepted;
    private int _running;
    private int _outcomeUnknown;
    private int _timed;
    private Duration _startDelay = Duration.Zero;

    /// <summary>The fire times that did not simply run, in order.</summary>
    public IReadOnlyList<ScheduledRun> NotRan => _notRan;

    /// <summary>The fire times after the window that did not simply run, in order.</summary>
    public IReadOnlyList<ScheduledRun> Later => _later;

    /// <summary>The last fire time of the window whose run started; null when none did.</summary>
    public Instant? LastGood { get; private set; }

    /// <summary>The last fire time whose run started, of the window or after it; null when none did.</summary>
    public Instant? LastGoodEver { get; private set; }

    /// <summary>The counts.</summary>
    public RunCounts Counts =>
        new()
        {
            Expected = _ran + _late + _failed + _missed + _unknown,
            Ran = _ran,
            Late = _late,
            Failed = _failed,
            Missed = _missed,
            Unknown = _unknown,
            Optional = _optional,
            Intended = _intended,
            Extra = schedule.Extra,
            Succeeded = _succeeded,
            Accepted = _accepted,
            Running = _running,
            OutcomeUnknown = _outcomeUnknown,
            Timed = _timed,
            TotalStartDelay = _startDelay,
        };

    /// <summary>The records that the counts rest on, in order of id.</summary>
    public IReadOnlyList<string> EvidenceIds()
    {
        var ids = _evidence.Select(i => scope.Ledger.EvidenceIds[i]).ToHashSet(StringComparer.Ordinal);
        foreach (ref readonly var source in scope.Ledger.Absence(schedule.Index))
            ids.UnionWith(source.Pages.Select(p => p.EvidenceId));
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    /// <summary>Counts the verdict of one slot; one after the window is kept and not counted.</summary>
    public void Add(int i, SlotRuns runs)
    {
        ref readonly var slot = ref runs.Slot(i);
        ref readonly var run = ref runs.Run(i);
        if (run.IsGood && slot.At >= scope.Window.Start)
            LastGoodEver = run.FireTime;
        if (!scope.Window.Contains(slot.At))
        {
            if (slot.At >= scope.Window.End && !slot.Optional && run.Verdict != RunVerdict.Ran)
                _later.Add(run);
            return;
        }

        // Many runs in a row are of one record.
        if (runs.HasExecution(i) && runs.Execution(i).Evidence is var record && record != _lastEvidence)
            _evidence.Add(_lastEvidence = record);
        if (run.IsGood)
            LastGood = run.FireTime;
        if (slot.Optional)
        {
            _optional++;
            return;
        }

        Count(run.Verdict);
        if (run.Verdict != RunVerdict.Ran)
            _notRan.Add(run);
        if (run.IsGood && runs.HasExecution(i))
            Time(run, runs.Execution(i));
    }

    private void Count(RunVerdict verdict) =>
        _ = verdict switch
        {
            RunVerdict.Ran => _ran++,
            RunVerdict.Late => _late++,
            RunVerdict.Failed => _failed++,
            RunVerdict.Missed => _missed++,
            RunVerdict.Intended => _intended++,
            _ => _unknown++,
        };

    private void Time(in ScheduledRun run, in Execution execution)
    {
        var ended = execution.Outcome;
        var accepted = _invokedIsEnough && ended == ExecutionOutcome.Unknown;
        _accepted += accepted ? 1 : 0;
        _succeeded += accepted || ended == ExecutionOutcome.Succeeded ? 1 : 0;
        _running += ended == ExecutionOutcome.Running ? 1 : 0;
        _outcomeUnknown += !_invokedIsEnough && ended is ExecutionOutcome.Unknown or ExecutionOutcome.Running ? 1 : 0;
        if (!IsTimed(execution.Sources))
            return;
        _timed++;
        _startDelay += execution.StartedAt - run.FireTime;
    }

    /// <summary>Whether a start is known better than to the minute, and not taken from the fire times themselves.</summary>
    private bool IsTimed(ExecutionSources sources) =>
        (sources & (ExecutionSources.RunTaskEvent | ExecutionSources.Task | ExecutionSources.Listing)) != ExecutionSources.None
        || (_streamsAreTimed && sources.HasFlag(ExecutionSources.LogStream));
}
