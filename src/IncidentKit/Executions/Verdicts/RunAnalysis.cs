using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>Gives every fire time of the window its verdict, schedule by schedule, and finds the gaps.</summary>
internal sealed class RunAnalysis
{
    /// <summary>EventBridge Scheduler calls its target somewhere in the 60 s after the fire time. Source: facts §1.1.</summary>
    public static readonly Duration Precision = Duration.FromSeconds(60);

    /// <summary>How far ahead the next fire time is looked for.</summary>
    private static readonly Duration Horizon = Duration.FromDays(366);

    /// <summary>How far before the window fire times can still claim executions.</summary>
    private static readonly Duration LongestLookBack = Duration.FromDays(35);

    private readonly IReadOnlyList<ScheduleHistory> _histories;
    private readonly ExecutionLedger _ledger;
    private readonly Interval _window;
    private readonly Interval _covered;
    private readonly Duration _allowance;

    private RunAnalysis(
        IReadOnlyList<ScheduleHistory> histories,
        ExecutionLedger ledger,
        Interval window,
        Interval covered,
        Duration allowance
    ) => (_histories, _ledger, _window, _covered, _allowance) = (histories, ledger, window, covered, allowance);

    /// <summary>The runs of every schedule, in the order of the histories.</summary>
    /// <param name="histories">The schedules.</param>
    /// <param name="ledger">Their executions.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="allowance">How much later than the flexible window a start may be without being late.</param>
    /// <param name="covered">What was asked of AWS: at a fire time outside it silence proves nothing; null for all of the window.</param>
    public static IReadOnlyList<ScheduleRuns> Analyse(
        IReadOnlyList<ScheduleHistory> histories,
        ExecutionLedger ledger,
        Interval window,
        Duration allowance,
        Interval? covered = null
    )
    {
        var analysis = new RunAnalysis(histories, ledger, window, covered ?? window, allowance);
        var runs = new ScheduleRuns[histories.Count];
        // Pools share nothing but what they read, and each writes its own runs.
        Parallel.ForEach(
            Enumerable.Range(0, histories.Count).GroupBy(ledger.PoolOf),
            pool => analysis.AnalysePool(pool.Key, [.. pool], runs)
        );
        return runs;
    }

    /// <summary>A fire time of one schedule of a pool.</summary>
    private readonly record struct Slot(Instant At, bool Optional, bool Scheduled, bool Known, Duration Deadline, int Schedule);

    private void AnalysePool(int pool, int[] schedules, ScheduleRuns[] runs)
    {
        var executions = _ledger.Of(pool).ToArray();
        var slots = new List<Slot>();
        var notices = new Dictionary<int, List<string>>();
        var anchored = new Dictionary<int, ScheduleHistory?>();
        foreach (var schedule in schedules)
        {
            notices[schedule] = [.. _histories[schedule].Latest.Notices];
            anchored[schedule] = Anchored(_histories[schedule], executions, notices[schedule]);
            AddSlots(schedule, anchored[schedule], executions, slots);
        }

        if (schedules.Length > 1)
            slots.Sort(static (a, b) => (a.At, a.Schedule).CompareTo((b.At, b.Schedule)));
        var fireTimes = slots.ConvertAll(s => s.At).ToArray();
        LessStreamDelay(executions, fireTimes, _ledger.StreamDelay(pool));
        var tasks = _histories[pool].Latest.Target.TaskCount;
        if (tasks > 1 && schedules.Length == 1)
            executions = OnePerFireTime(executions, fireTimes, tasks, notices[pool]);
        var executionOf = new int[slots.Count];
        var leftOver = new List<int>();
        ExecutionMatcher.Match(fireTimes, executions, executionOf, leftOver);
        var ties = schedules.Length > 1 ? SettleTies(slots, executions, executionOf) : [];

        var verdicts = new ScheduledRun[slots.Count];
        var earliest = new EarliestRuns(executions);
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = ties.Contains(i)
                ? new ScheduledRun(slots[i].At, RunVerdict.Unknown, FailureLayer.Undetermined, null)
                : Judge(slots[i], executionOf[i] == ExecutionMatcher.None ? null : executions[executionOf[i]], earliest);
        }

        var slotsOf = SlotsOf(schedules, slots);
        foreach (var schedule in schedules)
            notices[schedule].AddRange(TooEarly(slotsOf[schedule], slots, verdicts));
        var possibleRetries = leftOver.Count(i => _window.Contains(executions[i].StartedAt));
        if (possibleRetries > 0)
            notices[pool].Add($"Runs that belong to no fire time (possible retries): {possibleRetries}.");
        var unproved = schedules.ToDictionary(
            s => s,
            s => LeaveOutUnproved(slotsOf[s], slots, executions, executionOf, verdicts, notices[s])
        );
        if (schedules.Length == 1)
            executions = ProveByActivity(pool, anchored[pool], slots, executions, executionOf, verdicts, notices[pool]);
        foreach (var schedule in schedules)
        {
            var extra = unproved[schedule] + (schedule == pool ? possibleRetries : 0);
            if (schedules.Length > 1)
                notices[schedule]
                    .Add(
                        $"Its runs cannot be told apart from those of {string.Join(", ", schedules.Where(s => s != schedule).Select(s => _histories[s].Key.Name))}."
                    );
            var mine = new ScheduleTally(this, schedule, executions, extra);
            foreach (var i in slotsOf[schedule])
                mine.Add(slots[i].Optional, verdicts[i], executionOf[i]);

            runs[schedule] = mine.Finish(notices[schedule], anchored[schedule]);
        }
    }

    /// <summary>The places of each schedule's fire times among those of the pool, in one pass.</summary>
    private static Dictionary<int, List<int>> SlotsOf(int[] schedules, List<Slot> slots)
    {
        var slotsOf = schedules.ToDictionary(schedule => schedule, _ => new List<int>(slots.Count / schedules.Length));
        for (var i = 0; i < slots.Count; i++)
            slotsOf[slots[i].Schedule].Add(i);
        return slotsOf;
    }

    private void AddSlots(int schedule, ScheduleHistory? anchored, Execution[] executions, List<Slot> slots)
    {
        if (anchored is null)
            return;
        var from = _window.Start;
        if (executions.Length > 0 && executions[0].StartedAt < from)
            from = Instant.Max(executions[0].StartedAt - Duration.FromMinutes(5), _window.Start - LongestLookBack);
        // Runs after the window belong to fire times after the window, so those have to be there to claim them.
        var to = _window.End + Deadline(anchored.Latest);
        if (executions.Length > 0 && executions[^1].StartedAt >= to)
            to = executions[^1].StartedAt + Duration.Epsilon;
        foreach (var (fire, epoch, scheduled) in anchored.FireTimes(from, to, _window.Start))
            slots.Add(new Slot(fire.At, fire.Optional, scheduled, epoch.Known, Deadline(epoch.Configuration), schedule));
    }

    private Duration Deadline(Schedule schedule) => Precision + schedule.FlexibleWindow + _allowance;

    /// <summary>A rate without StartDate gets its phase from its runs; without either its fire times are unknown.</summary>
    private static ScheduleHistory? Anchored(ScheduleHistory history, Execution[] executions, List<string> notices)
    {
        if (history.Epochs.All(e => e.Configuration.Expression is not RateExpression || e.Configuration.Start is not null))
            return history;
        Instant? observed = executions.Length > 0 ? WholeMinute.Of(executions[0].StartedAt) : null;
        if (observed is null && history.Epochs.Any(e => e.Configuration.Phase is null))
        {
            notices.Add("Its fire times are unknown: a rate without StartDate, never seen to run.");
            return null;
        }

        notices.Add(
            observed is null
                ? "Its fire times are approximate: the phase of the rate is taken from its last modification."
                : "Its fire times are approximate: the phase of the rate is taken from its first observed run."
        );
        // StartDate is the anchor and a limit; the observed run is only an anchor, so it is put a whole number of periods before everything.
        return history with { Epochs = [.. history.Epochs.Select(e => e with { Configuration = WithPhase(e.Configuration, observed) })] };
    }

    private static Schedule WithPhase(Schedule schedule, Instant? observed) =>
        schedule.Expression is RateExpression rate && schedule.Start is null && (observed ?? schedule.Phase) is { } phase
            ? schedule with
            {
                Start = phase - rate.Period * Math.Ceiling(LongestLookBack / rate.Period),
            }
            : schedule;

    /// <summary>
    /// A stream shows when the container came up. Its run started earlier by the schedule's usual delay: the shortest one seen, against
    /// the RunTask call where both are known, else against the latest fire time.
    /// </summary>
    private static void LessStreamDelay(Execution[] executions, Instant[] fireTimes, Duration? known)
    {
        var delay = known ?? ShortestDelay(executions, fireTimes);
        if (delay <= Duration.Zero)
            return;
        for (var i = 0; i < executions.Length; i++)
        {
            if (executions[i].Sources == ExecutionSources.LogStream)
                executions[i] = executions[i] with { StartedAt = executions[i].StartedAt - delay };
        }

        Array.Sort(executions, static (a, b) => a.StartedAt.CompareTo(b.StartedAt));
    }

    /// <summary>Whether a start is known better than to the minute, and not taken from the fire times themselves.</summary>
    private bool IsTimed(ExecutionSources sources, int schedule) =>
        (sources & (ExecutionSources.RunTaskEvent | ExecutionSources.Task)) != ExecutionSources.None
        || (sources.HasFlag(ExecutionSources.LogStream) && _ledger.StreamDelay(_ledger.PoolOf(schedule)) is not null);

    private static Duration ShortestDelay(Execution[] executions, Instant[] fireTimes)
    {
        Duration? shortest = null;
        var slot = -1;
        foreach (var execution in executions)
        {
            while (slot + 1 < fireTimes.Length && fireTimes[slot + 1] <= execution.StartedAt)
                slot++;
            if (slot < 0 || execution.Manual || execution.Sources != ExecutionSources.LogStream)
                continue;
            var delay = execution.StartedAt - fireTimes[slot];
            if (shortest is null || delay < shortest)
                shortest = delay;
        }

        return shortest ?? Duration.Zero;
    }

    private ScheduledRun Judge(in Slot slot, Execution? execution, in EarliestRuns earliest)
    {
        if (execution is { } run)
        {
            if (run.Outcome == ExecutionOutcome.Failed)
                return new ScheduledRun(slot.At, RunVerdict.Failed, FailureLayer.Undetermined, run.StartedAt);
            var late = run.StartedAt > slot.At + slot.Deadline;
            return new ScheduledRun(slot.At, late ? RunVerdict.Late : RunVerdict.Ran, FailureLayer.Undetermined, run.StartedAt);
        }

        if (slot.Optional)
            return new ScheduledRun(slot.At, RunVerdict.Optional, FailureLayer.Undetermined, null);
        if (!slot.Known || (_window.Contains(slot.At) && !_covered.Contains(slot.At)))
            return new ScheduledRun(slot.At, RunVerdict.Unknown, FailureLayer.Undetermined, null);
        var missed = AbsenceProved(slot, earliest);
        var layer = missed && !slot.Scheduled ? FailureLayer.NotScheduled : FailureLayer.Undetermined;
        return new ScheduledRun(slot.At, missed ? RunVerdict.Missed : RunVerdict.Unknown, layer, null);
    }

    private bool AbsenceProved(in Slot slot, in EarliestRuns earliest)
    {
        foreach (ref readonly var source in _ledger.Absence(slot.Schedule))
        {
            if (earliest.Of(source.Source) < slot.At && source.Proves(slot.At, slot.At + slot.Deadline))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Where only some of the fire times of one instant have a run, each run goes to the schedule whose mark it bears; returns the fire
    /// times for which that cannot be said, and takes their runs away.
    /// </summary>
    private static HashSet<int> SettleTies(List<Slot> slots, Execution[] executions, int[] executionOf)
    {
        var unknown = new HashSet<int>();
        for (int start = 0, end; start < slots.Count; start = end)
        {
            end = start;
            while (end < slots.Count && slots[end].At == slots[start].At)
                end++;
            var same = executionOf.AsSpan(start..end);
            var ran = same.ToArray().Where(e => e != ExecutionMatcher.None).ToList();
            if (ran.Count == 0 || ran.Count == same.Length)
                continue;
            same.Fill(ExecutionMatcher.None);
            var (first, count) = (start, same.Length);
            var owners = ran.ConvertAll(e => slots.FindIndex(first, count, s => s.Schedule == executions[e].Owner));
            if (owners.Contains(-1) || owners.Distinct().Count() < owners.Count)
                unknown.UnionWith(Enumerable.Range(start, end - start));
            else
                owners.Zip(ran).ToList().ForEach(p => executionOf[p.First] = p.Second);
        }

        return unknown;
    }

    /// <summary>
    /// One execution for the tasks that one call starts (TaskCount): those with the same latest fire time at or before them. A fire time
    /// with fewer tasks has run all the same, and a notice says so; a failed task fails it.
    /// </summary>
    private Execution[] OnePerFireTime(Execution[] executions, Instant[] fireTimes, int tasks, List<string> notices)
    {
        var runs = new List<Execution>(executions.Length / tasks);
        var first = new Dictionary<Instant, (int Index, int Tasks)>();
        foreach (var execution in executions)
        {
            var slot = Array.BinarySearch(fireTimes, execution.StartedAt + ExecutionMatcher.Skew);
            slot = slot < 0 ? ~slot - 1 : slot;
            if (execution.Manual || slot < 0)
            {
                runs.Add(execution);
                continue;
            }

            var due = execution.ScheduledTime ?? fireTimes[slot];
            if (!first.TryGetValue(due, out var run))
                first[due] = (runs.Count, 1);
            else if (run.Tasks < tasks)
                first[due] = run with { Tasks = run.Tasks + 1 };
            if (run.Tasks is 0 || run.Tasks == tasks)
                runs.Add(execution);
            else
                runs[run.Index] = runs[run.Index] with { Outcome = Both(runs[run.Index].Outcome, execution.Outcome) };
        }

        var partial = first.Count(r => _window.Contains(r.Key) && r.Value.Tasks < tasks);
        if (partial > 0)
            notices.Add($"{partial} of its runs started fewer than {tasks} tasks; they are counted as ran.");
        return [.. runs];
    }

    private static ExecutionOutcome Both(ExecutionOutcome a, ExecutionOutcome b) =>
        a == ExecutionOutcome.Failed || b == ExecutionOutcome.Failed ? ExecutionOutcome.Failed
        : a == b ? a
        : ExecutionOutcome.Unknown;

    /// <summary>
    /// A run between two missed ones that nothing shows to be the Scheduler's may have been started by hand: it is extra, and its fire
    /// time unknown, so that it does not split a gap. Looked for inside the window only. Returns how many there are.
    /// </summary>
    private int LeaveOutUnproved(
        List<int> own,
        List<Slot> slots,
        Execution[] executions,
        int[] executionOf,
        ScheduledRun[] verdicts,
        List<string> notices
    )
    {
        const int named = 5;
        var mine = own.Where(i => !slots[i].Optional && _window.Contains(slots[i].At)).ToArray();
        var unproved = new List<Instant>();
        for (var m = 1; m + 1 < mine.Length; m++)
        {
            var i = mine[m];
            if (
                executionOf[i] == ExecutionMatcher.None
                || executions[executionOf[i]].Proved
                || verdicts[mine[m - 1]].Verdict != RunVerdict.Missed
                || verdicts[mine[m + 1]].Verdict != RunVerdict.Missed
            )
                continue;
            unproved.Add(executions[executionOf[i]].StartedAt);
            verdicts[i] = new ScheduledRun(slots[i].At, RunVerdict.Unknown, FailureLayer.Undetermined, null);
            executionOf[i] = ExecutionMatcher.None;
        }

        if (unproved.Count > 0)
        {
            var rest = unproved.Count > named ? ", …" : "";
            notices.Add(
                $"Single runs between missed ones that nothing shows to be the Scheduler's are counted as extra, their fire times as unknown: "
                    + $"{string.Join(", ", unproved.Take(named).Select(Text))}{rest}."
            );
        }

        return unproved.Count;
    }

    /// <summary>
    /// Fire times of which nothing else tells and that the schedule's own log shows to have led to a run get a run of that minute. A run by hand writes to
    /// the log too, so the log never ends a gap, nor splits one.
    /// </summary>
    private Execution[] ProveByActivity(
        int schedule,
        ScheduleHistory? anchored,
        List<Slot> slots,
        Execution[] executions,
        int[] executionOf,
        ScheduledRun[] verdicts,
        List<string> notices
    )
    {
        // Fire times that were taken from the runs, or from a last modification, fit what they fit.
        if (slots.Count == 0 || !_ledger.OwnLogs(schedule).Any() || anchored is null || !ReferenceEquals(anchored, _histories[schedule]))
            return executions;
        var reach = slots[0].Deadline;
        List<ActivityProof.FireTime> fireTimes =
        [
            .. anchored
                .FireTimes(slots[0].At - reach - reach, slots[0].At, _window.Start)
                .Select(f => new ActivityProof.FireTime(f.Fire.At, reach, false)),
        ];
        var before = fireTimes.Count;
        var lost = false;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var verdict = verdicts[i].Verdict;
            lost = verdict is RunVerdict.Missed or RunVerdict.Failed || (lost && verdict is RunVerdict.Unknown or RunVerdict.Optional);
            fireTimes.Add(
                new ActivityProof.FireTime(
                    slots[i].At,
                    slots[i].Deadline,
                    verdict == RunVerdict.Unknown && !lost && slots[i].Known && slots[i].Scheduled
                )
            );
        }

        var all = new List<Execution>(executions);
        foreach (var log in _ledger.OwnLogs(schedule))
        {
            var proved = 0;
            foreach (var (fireTime, minute) in ActivityProof.Find(fireTimes, log.Activity, executions))
            {
                var i = fireTime - before;
                if (executionOf[i] != ExecutionMatcher.None)
                    continue;
                executionOf[i] = all.Count;
                all.Add(
                    new Execution
                    {
                        StartedAt = log.Activity.Minutes[minute].Minute,
                        Sources = ExecutionSources.LogActivity,
                        Evidence = log.EvidenceOf(minute),
                    }
                );
                verdicts[i] = new ScheduledRun(slots[i].At, RunVerdict.Ran, FailureLayer.Undetermined, all[^1].StartedAt);
                proved += _window.Contains(slots[i].At) ? 1 : 0;
            }

            if (proved > 0)
                notices.Add(
                    $"{proved} of its fire times are counted as ran only because the log group {log.Activity.LogGroup}, which no other schedule writes to, began to be written to within their limit."
                );
        }

        return [.. all];
    }

    private IEnumerable<string> TooEarly(List<int> own, List<Slot> slots, ScheduledRun[] verdicts)
    {
        foreach (var i in own)
        {
            if (_window.Contains(slots[i].At) && verdicts[i].StartedAt < slots[i].At - ExecutionMatcher.Skew)
            {
                yield return $"The run of {Text(slots[i].At)} started at {Text(verdicts[i].StartedAt!.Value)}, before its fire time: two clocks differ.";
                yield break;
            }
        }
    }

    private static string Text(Instant instant) => NodaTime.Text.InstantPattern.ExtendedIso.Format(instant);

    /// <summary>The first run each source showed: only after it does the source's silence mean anything.</summary>
    private readonly struct EarliestRuns
    {
        private readonly Instant _stream = Instant.MaxValue;
        private readonly Instant _count = Instant.MaxValue;
        private readonly Instant _call = Instant.MaxValue;

        public EarliestRuns(Execution[] executions)
        {
            foreach (var run in executions)
            {
                if (run.Manual)
                    continue;
                if (run.Sources.HasFlag(ExecutionSources.LogStream))
                    _stream = Instant.Min(_stream, run.StartedAt);
                if (run.Sources.HasFlag(ExecutionSources.InvocationCount))
                    _count = Instant.Min(_count, run.StartedAt);
                if (run.Sources.HasFlag(ExecutionSources.RunTaskEvent))
                    _call = Instant.Min(_call, run.StartedAt);
            }
        }

        public Instant Of(ExecutionSources source) =>
            source switch
            {
                ExecutionSources.LogStream => _stream,
                ExecutionSources.InvocationCount => _count,
                ExecutionSources.RunTaskEvent => _call,
                _ => Instant.MaxValue,
            };
    }

    /// <summary>Counts one schedule's verdicts in order and cuts them into gaps.</summary>
    private sealed class ScheduleTally(RunAnalysis analysis, int schedule, Execution[] executions, int extra)
    {
        private readonly List<ScheduledRun> _notRan = [];
        private readonly List<ExecutionGap> _gaps = [];
        private readonly SortedSet<string> _evidence = new(StringComparer.Ordinal);
        private RunCounts _counts = new() { Extra = extra };
        private Instant? _lastGood;
        private Instant? _goodJustBefore;
        private int _lastGoodEvidence = ExecutionMatcher.None;
        private ExecutionGap? _open;
        private int _unknownSince;
        private FailureLayer? _layer;

        public void Add(bool optional, ScheduledRun run, int execution)
        {
            var good = run.Verdict is RunVerdict.Ran or RunVerdict.Late;
            var evidence = execution == ExecutionMatcher.None ? ExecutionMatcher.None : executions[execution].Evidence;
            if (analysis._window.Contains(run.FireTime))
            {
                Count(optional, run, execution);
                if (evidence != ExecutionMatcher.None)
                    _evidence.Add(analysis._ledger.EvidenceIds[evidence]);
                if (run.Verdict is RunVerdict.Missed or RunVerdict.Failed)
                    Extend(run, evidence);
                else if (run.Verdict == RunVerdict.Unknown && _open is not null)
                    _unknownSince++;
                else if (good && _open is not null)
                    Close(run.FireTime, evidence);
                if (good)
                    _lastGood = run.FireTime;
            }

            if (run.Verdict == RunVerdict.Optional)
                return;
            _goodJustBefore = good ? run.FireTime : null;
            if (good)
                _lastGoodEvidence = evidence;
        }

        public ScheduleRuns Finish(List<string> notices, ScheduleHistory? anchored)
        {
            Close(end: null, ExecutionMatcher.None);
            foreach (ref readonly var source in analysis._ledger.Absence(schedule))
                _evidence.UnionWith(source.Pages.Select(p => p.EvidenceId));
            return new ScheduleRuns
            {
                History = anchored ?? analysis._histories[schedule],
                Counts = _counts,
                NotRan = _notRan,
                Gaps = _gaps,
                LastGood = _lastGood,
                Next = anchored is null ? null : NextFireTime(anchored),
                Notices = notices,
                EvidenceIds = [.. _evidence],
            };
        }

        private Instant? NextFireTime(ScheduleHistory history)
        {
            if (history.Current is not { Enabled: true })
                return null;
            foreach (var fire in history.Latest.FireTimes(analysis._window.End, analysis._window.End + Horizon))
            {
                if (!fire.Optional)
                    return fire.At;
            }

            return null;
        }

        private void Count(bool optional, ScheduledRun run, int execution)
        {
            if (optional)
            {
                _counts = _counts with { Optional = _counts.Optional + 1 };
                return;
            }

            var started = run.Verdict is RunVerdict.Ran or RunVerdict.Late;
            var unknownEnd = started && executions[execution].Outcome == ExecutionOutcome.Unknown;
            var timed = started && analysis.IsTimed(executions[execution].Sources, schedule);
            _counts = _counts with
            {
                Expected = _counts.Expected + 1,
                Ran = _counts.Ran + (run.Verdict == RunVerdict.Ran ? 1 : 0),
                Late = _counts.Late + (run.Verdict == RunVerdict.Late ? 1 : 0),
                Failed = _counts.Failed + (run.Verdict == RunVerdict.Failed ? 1 : 0),
                Missed = _counts.Missed + (run.Verdict == RunVerdict.Missed ? 1 : 0),
                Unknown = _counts.Unknown + (run.Verdict == RunVerdict.Unknown ? 1 : 0),
                OutcomeUnknown = _counts.OutcomeUnknown + (unknownEnd ? 1 : 0),
                Timed = _counts.Timed + (timed ? 1 : 0),
                TotalStartDelay = _counts.TotalStartDelay + (timed ? run.StartedAt!.Value - run.FireTime : Duration.Zero),
            };
            if (run.Verdict != RunVerdict.Ran)
                _notRan.Add(run);
        }

        private void Extend(ScheduledRun run, int evidence)
        {
            var failed = run.Verdict == RunVerdict.Failed ? 1 : 0;
            _layer = _layer is null || _layer == run.Layer ? run.Layer : FailureLayer.Undetermined;
            _open ??= new ExecutionGap
            {
                Schedule = analysis._histories[schedule].Key,
                Start = run.FireTime,
                End = null,
                LastGood = _goodJustBefore,
                LastBad = run.FireTime,
                Missed = 0,
                Failed = 0,
                Unknown = 0,
                Layer = FailureLayer.Undetermined,
                EvidenceIds = Ids(_lastGoodEvidence, evidence),
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
                // What follows the last miss unknown belongs to the gap while it is open; before a good run it is an edge.
                _gaps.Add(
                    gap with
                    {
                        End = end,
                        Unknown = gap.Unknown + (end is null ? _unknownSince : 0),
                        Layer = _layer ?? FailureLayer.Undetermined,
                        EvidenceIds =
                        [
                            .. gap
                                .EvidenceIds.Concat(Ids(evidence))
                                .Concat(Listings(gap.Start, end ?? gap.LastBad))
                                .Distinct(StringComparer.Ordinal),
                        ],
                    }
                );
            }

            (_open, _layer, _unknownSince) = (null, null, 0);
        }

        private List<string> Ids(params ReadOnlySpan<int> evidence)
        {
            var ids = new List<string>();
            foreach (var index in evidence)
            {
                if (index != ExecutionMatcher.None)
                    ids.Add(analysis._ledger.EvidenceIds[index]);
            }

            return ids;
        }

        private IEnumerable<string> Listings(Instant from, Instant to)
        {
            foreach (var source in analysis._ledger.Absence(schedule).ToArray())
            {
                foreach (var id in source.EvidenceOver(from, to))
                    yield return id;
            }
        }
    }
}
