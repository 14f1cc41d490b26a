using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// How long the runs of one schedule took. What is usual is learnt from the runs that ended well before a run, the latest 200 at most;
/// where fewer than 8 are known, from all others. A run is longer than usual where it took more than twice their median, more than a minute
/// over it, and more than three times their interquartile range over their upper quartile. A quarter of odd runs moves none of these. What
/// took half as long at the same time of an earlier day, or twice before with shorter runs between, is usual now and then. A length that
/// people state takes the place of all that.
/// </summary>
internal sealed class RunLengths
{
    /// <summary>Fewer runs tell nothing of what is usual.</summary>
    public const int Enough = 8;

    private const int Most = 200;
    private const int DaysBack = 7;
    private static readonly Duration Margin = Duration.FromMinutes(1);
    private static readonly Duration SameTime = Duration.FromMinutes(5);

    private readonly IReadOnlyList<RunTime> _all;

    private RunLengths(IReadOnlyList<RunTime> all, Interval window, Duration? stated)
    {
        (_all, Stated) = (all, stated);
        InWindow = [.. all.Where(r => window.Contains(r.FireTime))];
        Ended = [.. InWindow.Where(r => r.Ended is not null).Select(r => r.Length).Order()];
        var known = Before(all.Count);
        if (known.Count >= Enough)
            (Usual, UsualOf) = (At(known, 50), known.Count);
        Limit = stated ?? LimitOf(known);
        var mine = Enumerable.Range(0, all.Count).Where(i => window.Contains(all[i].FireTime)).ToList();
        Long = [.. mine.Where(IsLong).Select(i => all[i])];
        Overlapping = [.. mine.Where(i => all[i].Overlaps).Select(i => all[i])];
        if (!OverlapIsUsual)
            PastNext = [.. mine.Where(i => all[i].Overlaps && LimitAt(i) is null).Select(i => all[i])];
    }

    /// <summary>No run whose length is known.</summary>
    public static RunLengths None { get; } = new([], new Interval(Instant.MinValue, Instant.MinValue), null);

    /// <summary>The runs of the window whose length is known, those that have not ended among them; by fire time.</summary>
    public IReadOnlyList<RunTime> InWindow { get; }

    /// <summary>The lengths of the runs of the window that ended, in order of length.</summary>
    public IReadOnlyList<Duration> Ended { get; }

    /// <summary>The length that half of the window's runs did not exceed; null when none ended.</summary>
    public Duration? Median => Ended.Count == 0 ? null : At(Ended, 50);

    /// <summary>The length that 95 of 100 did not exceed, by nearest rank; null when none ended.</summary>
    public Duration? P95 => Ended.Count == 0 ? null : At(Ended, 95);

    /// <summary>The longest; null when none ended.</summary>
    public Duration? Longest => Ended.Count == 0 ? null : Ended[^1];

    /// <summary>The usual length, a median; null when too few runs are known.</summary>
    public Duration? Usual { get; }

    /// <summary>From how many runs <see cref="Usual"/> was learnt.</summary>
    public int UsualOf { get; }

    /// <summary>The longest length that people allow it; null when nobody does.</summary>
    public Duration? Stated { get; }

    /// <summary>What a run may take at the end of the window without being longer than usual; null when that is not known.</summary>
    public Duration? Limit { get; }

    /// <summary>The runs of the window that took longer than usual, or than stated; by fire time.</summary>
    public IReadOnlyList<RunTime> Long { get; }

    /// <summary>The runs of the window that still ran when the schedule fired next; by fire time.</summary>
    public IReadOnlyList<RunTime> Overlapping { get; }

    /// <summary>Those of them of which too few others are known to tell what is usual, unless most go on so long.</summary>
    public IReadOnlyList<RunTime> PastNext { get; } = [];

    /// <summary>Whether at least half of all known runs overlap the next fire time: then they are made so.</summary>
    private bool OverlapIsUsual => _all.Count(r => r.Overlaps) * 2 >= _all.Count && _all.Count > 1;

    /// <summary>Reads the lengths of one schedule's runs from what ECS, Step Functions and Batch told.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="runs">The slots of its pool.</param>
    /// <param name="ledger">What was told of them.</param>
    /// <param name="window">The window.</param>
    /// <param name="stated">The longest length that people allow; null when nobody does.</param>
    public static RunLengths Of(PoolMember schedule, SlotRuns runs, ExecutionLedger ledger, Interval window, Duration? stated)
    {
        var all = new List<RunTime>();
        for (var place = 0; place < schedule.Slots.Count; place++)
        {
            var i = schedule.Slots[place];
            if (!runs.HasExecution(i) || ledger.SpanOf(runs.Execution(i)) is not { } span)
                continue;
            all.Add(
                new RunTime(
                    runs.Slot(i).At,
                    span.Started,
                    span.Ended,
                    span.SeenAt,
                    place + 1 < schedule.Slots.Count ? runs.Slot(schedule.Slots[place + 1]).At : null,
                    runs.Execution(i).Outcome == ExecutionOutcome.Succeeded,
                    runs.Execution(i).Task,
                    span.EvidenceId
                )
            );
        }

        return all.Count == 0 && stated is null ? None : new RunLengths(all, window, stated);
    }

    private bool IsLong(int run)
    {
        var length = _all[run].Length;
        if (Stated is { } most)
            return length > most;
        // What is usual is at least the shortest.
        if (length <= Shortest + Margin)
            return false;
        return length > LimitAt(run) && !IsUsualNowAndThen(run);
    }

    private Duration? LimitAt(int run)
    {
        if (Stated is not null)
            return Stated;
        var before = Before(run);
        return LimitOf(before.Count < Enough ? Others(run) : before);
    }

    private Duration Shortest => _shortest ??= _all.Where(r => r.EndedWell).Select(r => r.Length).DefaultIfEmpty(Duration.Zero).Min();

    private Duration? _shortest;

    /// <summary>The lengths of the latest runs before one that ended well, in order of length.</summary>
    private List<Duration> Before(int run)
    {
        var before = new List<Duration>();
        for (var i = run - 1; i >= 0 && before.Count < Most; i--)
        {
            if (_all[i].EndedWell)
                before.Add(_all[i].Length);
        }

        before.Sort();
        return before;
    }

    private List<Duration> Others(int run) => [.. _all.Where((r, i) => i != run && r.EndedWell).Select(r => r.Length).Take(Most).Order()];

    private static Duration? LimitOf(List<Duration> before)
    {
        if (before.Count < Enough)
            return null;
        var (median, low, high) = (At(before, 50), At(before, 25), At(before, 75));
        return Duration.Max(Duration.Max(median * 2, median + Margin), high + (high - low) * 3);
    }

    /// <summary>Whether runs before took at least half as long: at the same time of an earlier day, or on two occasions.</summary>
    private bool IsUsualNowAndThen(int run)
    {
        var (occasions, wasLong) = (0, true);
        for (var i = run - 1; i >= 0 && run - i <= Most; i--)
        {
            if (!_all[i].EndedWell)
                continue;
            var isLong = _all[i].Length * 2 >= _all[run].Length;
            // The runs just before it are of the same occasion.
            occasions += isLong && !wasLong ? 1 : 0;
            if (occasions == 2 || (isLong && IsSameTime(_all[run].FireTime - _all[i].FireTime)))
                return true;
            wasLong = isLong;
        }

        return false;
    }

    private static bool IsSameTime(Duration apart)
    {
        var days = Math.Round(apart.TotalDays);
        var off = apart - Duration.FromDays(days);
        return days is >= 1 and <= DaysBack && off < SameTime && off > -SameTime;
    }

    /// <summary>The percentile by nearest rank.</summary>
    private static Duration At(IReadOnlyList<Duration> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100.0) - 1)];
}
