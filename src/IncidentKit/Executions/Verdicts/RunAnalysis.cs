using IncidentKit.Basics;
using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// Gives every fire time of the window its verdict, and finds the gaps. Schedules that share their executions are a pool.
/// </summary>
internal sealed class RunAnalysis
{
    /// <inheritdoc cref="SlotFinder.Precision"/>
    public static readonly Duration Precision = SlotFinder.Precision;

    /// <summary>How far ahead the next fire time is looked for.</summary>
    private static readonly Duration Horizon = Duration.FromDays(366);

    private readonly RunScope _scope;
    private readonly int _pool;
    private readonly PoolMember[] _members;

    private RunAnalysis(RunScope scope, int pool, IEnumerable<int> schedules)
    {
        (_scope, _pool) = (scope, pool);
        var members = schedules.ToList();
        _members = [.. members.Select(s => new PoolMember(s, History(s, members.Count > 1)))];
    }

    /// <summary>The configurations of a schedule; before what was recorded, as its own runs show them.</summary>
    private ScheduleHistory History(int schedule, bool shared) =>
        _scope.Histories[schedule] is { Epochs: [{ Known: false }, ..] } history
            ? EarlierConfiguration.Of(
                history,
                _scope.Ledger.Of(_pool).ToArray().Where(e => e.Owner == schedule || (!shared && e.Owner is null))
            )
            : _scope.Histories[schedule];

    /// <summary>The schedule that stands for the pool.</summary>
    private PoolMember First => _members[0];

    private bool IsShared => _members.Length > 1;

    /// <summary>The runs of every schedule, in the order of the histories.</summary>
    /// <param name="histories">The schedules.</param>
    /// <param name="ledger">Their executions.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="allowance">How much later than the flexible window a start may be without being late.</param>
    /// <param name="covered">What was asked of AWS: at a fire time outside it silence proves nothing; null for all of the window.</param>
    /// <param name="intended">When schedules were meant not to run, as people say; null where nobody does.</param>
    /// <param name="stated">What people say of the runs of a schedule; null where nobody says anything.</param>
    public static IReadOnlyList<ScheduleRuns> Analyse(
        IReadOnlyList<ScheduleHistory> histories,
        ExecutionLedger ledger,
        Interval window,
        Duration allowance,
        Interval? covered = null,
        IReadOnlyList<IntendedPause>? intended = null,
        Func<ScheduleKey, StatedRuns>? stated = null
    )
    {
        var scope = new RunScope(histories, ledger, window, covered ?? window, allowance, intended ?? [], stated ?? (_ => default));
        var runs = new ScheduleRuns[histories.Count];
        // Pools share nothing but what they read, and each writes its own runs.
        Parallel.ForEach(
            Enumerable.Range(0, histories.Count).GroupBy(ledger.PoolOf),
            pool => new RunAnalysis(scope, pool.Key, pool).Analyse(runs)
        );
        return runs;
    }

    /// <summary>Slots, matching, ties, verdicts, then gaps.</summary>
    private void Analyse(ScheduleRuns[] runs)
    {
        var executions = _scope.Ledger.Of(_pool).ToArray();
        var slots = FindSlots(executions);
        var (matched, ties, leftOver) = Match(slots, executions);
        matched.Refusals = Refusals.Of(_members, matched, _scope.Ledger.Responses);
        Judge(matched, ties);
        foreach (var schedule in _members)
            NoteClocks(schedule, matched);
        CountLeftOver(matched, leftOver);
        foreach (var schedule in _members)
            UnseenTasks.Judge(schedule, matched, _scope.Ledger);
        foreach (var schedule in _members)
            UnprovedRuns.TakeOut(schedule, matched, _scope.Window);
        if (!IsShared)
            LoggedRuns.Prove(First, matched, _scope.Ledger.OwnLogs(_pool), _scope.Window);
        foreach (var schedule in _members)
        {
            IntendedRuns.Mark(schedule, matched, IntendedRuns.Of(schedule.Recorded.Key, _scope.Intended));
            runs[schedule.Index] = RunsOf(schedule, matched);
        }
    }

    private Slot[] FindSlots(Execution[] executions)
    {
        var finder = new SlotFinder(_scope.Window, _scope.Allowance);
        // Of most schedules few runs are lost: room for those, so that the list is not copied to grow.
        var slots = new List<Slot>(executions.Length + executions.Length / 8);
        foreach (var schedule in _members)
        {
            var phase = RatePhase.Of(schedule.Recorded, executions);
            if (phase.Notice is { } notice)
                schedule.Notices.Add(notice);
            schedule.Anchored = phase.History;
            if (phase.History is { } history)
                finder.AddTo(slots, schedule.Index, history, executions, LastAnswer(schedule));
        }

        if (IsShared)
            slots.Sort(static (a, b) => (a.At, a.Schedule).CompareTo((b.At, b.Schedule)));
        var places = _members.ToDictionary(m => m.Index, m => m.Slots);
        for (var i = 0; i < slots.Count; i++)
            places[slots[i].Schedule].Add(i);
        return [.. slots];
    }

    private Instant? LastAnswer(PoolMember schedule) =>
        _scope.Ledger.Responses.Of(schedule.Recorded.Key) is [.., var last] ? last.At : null;

    private (SlotRuns Matched, HashSet<int> Ties, List<int> LeftOver) Match(Slot[] slots, Execution[] executions)
    {
        var fireTimes = Array.ConvertAll(slots, s => s.At);
        var delay = StreamStarts.TakeOffDelay(executions, fireTimes, _scope.Ledger.StreamDelay(_pool));
        var tasks = First.Recorded.Latest.Target.Task?.Count ?? 1;
        if (tasks > 1 && !IsShared)
        {
            (executions, var partial) = TasksOfOneCall.Merge(
                executions,
                fireTimes,
                tasks,
                e => _scope.Ledger.SpanOf(e) is { } span ? (span.Ended ?? span.SeenAt) - span.Started : null
            );
            First.Partial = partial;
            if (partial.Count(_scope.Window.Contains) is > 0 and var fewer)
                First.Notices.Add($"{fewer} of its runs started fewer than {tasks} tasks; they are counted as ran.");
        }

        var executionOf = new int[slots.Length];
        var leftOver = new List<int>();
        HashSet<int> ties = [];
        if (IsShared)
            ties = OwnersFirst.Match(slots, executions, executionOf, leftOver);
        else
            ExecutionMatcher.Match(fireTimes, executions, executionOf, leftOver);
        return (new SlotRuns(slots, executions, executionOf) { Delay = delay, Allowance = _scope.Allowance }, ties, leftOver);
    }

    private void Judge(SlotRuns runs, HashSet<int> ties)
    {
        var judge = new SlotJudge(_scope, _members, runs.Executions);
        var assumedSince = _members.ToDictionary(m => m.Index, m => AssumedConfigurations.HoldsSince(m, runs));
        for (var i = 0; i < runs.Count; i++)
        {
            ref readonly var slot = ref runs.Slot(i);
            var refusal = runs.Refusals.Count == 0 ? null : runs.Refusals.GetValueOrDefault(i);
            var known = slot.Known || slot.At >= assumedSince[slot.Schedule];
            runs.Run(i) =
                ties.Contains(i) && refusal is null ? SlotRuns.Unknown(slot)
                : runs.HasExecution(i) ? SlotJudge.Started(slot, runs.Execution(i))
                : judge.Empty(slot, refusal, known);
        }
    }

    private void NoteClocks(PoolMember schedule, SlotRuns runs)
    {
        foreach (var i in schedule.Slots)
        {
            var (at, _, _, started) = runs.Run(i);
            if (started is not { } early || early >= at - ExecutionMatcher.Skew || !_scope.Window.Contains(at))
                continue;
            schedule.Notices.Add($"The run of {at.ToIso()} started at {early.ToIso()}, before its fire time: two clocks differ.");
            return;
        }
    }

    private void CountLeftOver(SlotRuns runs, List<int> leftOver)
    {
        First.Extra = leftOver.Count(i => _scope.Window.Contains(runs.Executions[i].StartedAt));
        if (First.Extra > 0)
            First.Notices.Add($"Runs that belong to no fire time (possible retries): {First.Extra}.");
    }

    private ScheduleRuns RunsOf(PoolMember schedule, SlotRuns runs)
    {
        if (IsShared)
        {
            var others = string.Join(", ", _members.Where(m => m != schedule).Select(m => _scope.Names[m.Recorded.Key]));
            schedule.Notices.Add($"Its runs cannot be told apart from those of {others}.");
        }

        var stated = _scope.Stated(schedule.Recorded.Key);
        var tally = new RunTally(_scope, schedule);
        var gaps = new GapCutter(_scope, schedule, runs);
        for (var place = 0; place < schedule.Slots.Count; place++)
        {
            var i = schedule.Slots[place];
            tally.Add(i, runs);
            gaps.Add(place);
        }

        return new ScheduleRuns
        {
            Index = schedule.Index,
            Accepts = stated.Accepts,
            History = schedule.Anchored ?? schedule.Recorded,
            Counts = tally.Counts,
            NotRan = tally.NotRan,
            Later = tally.Later,
            LastGoodEver = tally.LastGoodEver,
            WindowEnd = _scope.Window.End,
            Partial = schedule.Partial,
            Gaps = gaps.Finish(),
            LastGood = tally.LastGood,
            Next = schedule.Anchored is { } history ? NextFireTime(history) : null,
            Notices = schedule.Notices,
            Lengths = RunLengths.Of(schedule, runs, _scope.Ledger, _scope.Window, stated.Longest),
            EvidenceIds = tally.EvidenceIds(),
            Intended = IntendedRuns.Of(schedule.Recorded.Key, _scope.Intended),
        };
    }

    private Instant? NextFireTime(ScheduleHistory history)
    {
        if (history.Current is not { Enabled: true })
            return null;
        foreach (var fire in history.Latest.FireTimes(_scope.Window.End, _scope.Window.End + Horizon))
        {
            if (!fire.Optional)
                return fire.At;
        }

        return null;
    }
}
