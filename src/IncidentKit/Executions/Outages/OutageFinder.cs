using IncidentKit.Evidence;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Outages;

/// <summary>
/// Joins gaps into outages. Gaps with the same trigger are one outage; otherwise overlapping gaps are. A schedule that
/// was dead before the evidence begins is joined to nothing that began later, since it would drag the onset back.
/// </summary>
internal static class OutageFinder
{
    /// <summary>Calls alike, each this soon after the one before, are one push.</summary>
    public static readonly Duration PushPause = Duration.FromMinutes(5);

    /// <summary>The outages of a window, by onset; gaps in two outages never.</summary>
    /// <param name="runs">The schedules.</param>
    /// <param name="causesOf">
    /// What is shown to have lost the runs of a gap. Gaps with one in common are of one outage, whatever lies between.
    /// </param>
    public static IReadOnlyList<Outage> Find(IReadOnlyList<ScheduleRuns> runs, Func<ExecutionGap, IEnumerable<string>> causesOf)
    {
        var gaps = runs.SelectMany(r => r.Gaps.Select(g => (Runs: r, Gap: g, Triggers: Triggers(r.History, g))))
            .OrderBy(g => g.Gap.Start)
            .ThenBy(g => g.Gap.Schedule)
            .ToList();
        var group = Enumerable.Range(0, gaps.Count).ToArray();
        JoinSameTrigger(gaps.ConvertAll(g => g.Triggers), group);
        var causes = gaps.ConvertAll(g => causesOf(g.Gap).ToHashSet(StringComparer.Ordinal));
        JoinSameCause(causes, group);
        JoinOverlapping(gaps.ConvertAll(g => g.Gap), causes, group);
        return
        [
            .. gaps.Index()
                .GroupBy(g => Root(group, g.Index))
                .Select(members => members.Select(m => m.Item).ToList())
                .OrderBy(members => members[0].Gap.Start)
                .ThenBy(members => members[0].Gap.Schedule)
                .Select(
                    (members, index) =>
                        Build(
                            index + 1,
                            members.ConvertAll(m => m.Gap),
                            members.ConvertAll(m => m.Runs),
                            [.. members.SelectMany(m => m.Triggers)]
                        )
                ),
        ];
    }

    /// <summary>
    /// The successful changes to the schedule's configuration that can have lost
    /// the first run of a gap. For a schedule that never ran, that is its creation.
    /// </summary>
    public static IReadOnlyList<ConfigurationChange> Triggers(ScheduleHistory history, ExecutionGap gap) =>
        gap.LastGoodCall is null
            ? [.. history.Changes.Where(c => c.Succeeded && Creates(c) && c.At <= gap.FirstLostCall.Latest)]
            :
            [
                .. history.Changes.Where(c =>
                    c.Succeeded
                    && MayStopRuns(c)
                    && !history.IsPartOfDeletion(c)
                    && CauseWindow.MayBegin(gap, c.At, ChangeEvents.ActsWithin(c.Action))
                ),
            ];

    /// <summary>
    /// Whether it is a deletion, a change of a field that decides whether a
    /// run comes about, or an update whose earlier configuration is not known.
    /// </summary>
    private static bool MayStopRuns(ConfigurationChange change) =>
        change.Field is { } field
            ? !ScheduleFields.IsHarmless(field)
            : change.Action == ChangeEvents.DeleteSchedule.Name
                || change.Action == ChangeEvents.DeleteRule.Name
                || (
                    (change.Action == ChangeEvents.UpdateSchedule.Name || change.Action == ChangeEvents.PutTargets.Name)
                    && change.After is not null
                );

    private static bool Creates(ConfigurationChange change) =>
        change.Action == ChangeEvents.CreateSchedule.Name || change.Action == ChangeEvents.PutTargets.Name;

    /// <summary>The same faulty resource joins gaps whenever they began; another change only those that one push brought about.</summary>
    private static void JoinSameTrigger(List<IReadOnlyList<ConfigurationChange>> triggers, int[] group)
    {
        var last = new Dictionary<(string? Field, string? After, string Action, string? By), (Instant At, int Gap)>();
        foreach (
            var (trigger, i) in triggers.SelectMany((changes, i) => changes.Select(c => (Trigger: c, Gap: i))).OrderBy(t => t.Trigger.At)
        )
        {
            var resource = trigger.Field is ScheduleFields.TargetArn or ScheduleFields.TaskDefinition;
            var key = resource ? (trigger.Field, trigger.After, "", null) : (trigger.Field, trigger.After, trigger.Action, trigger.By);
            if (last.TryGetValue(key, out var earlier) && (resource || trigger.At - earlier.At <= PushPause))
                Join(group, i, earlier.Gap);
            last[key] = (trigger.At, i);
        }
    }

    private static void JoinSameCause(List<HashSet<string>> causes, int[] group)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, cause) in causes.SelectMany((keys, i) => keys.Select(key => (i, key))))
        {
            if (!first.TryAdd(cause, i))
                Join(group, first[cause], i);
        }
    }

    /// <summary>
    /// Joins what overlaps in one region, unless each is shown to have a cause of its own. One sweep over gaps ordered by start: each open
    /// stretch keeps the gap that reaches furthest.
    /// </summary>
    private static void JoinOverlapping(List<ExecutionGap> gaps, List<HashSet<string>> causes, int[] group)
    {
        var explained = new bool[gaps.Count];
        for (var i = 0; i < gaps.Count; i++)
            explained[Root(group, i)] |= causes[i].Count > 0;
        var sweeps = gaps.Index()
            .GroupBy(g => (g.Item.Schedule.Region, DeadBefore: g.Item.LastGood is null))
            .OrderBy(g => g.Key.DeadBefore);
        foreach (var sweep in sweeps)
        {
            var furthest = -1;
            foreach (var (i, gap) in sweep)
            {
                if (furthest >= 0 && gaps[furthest].Overlaps(gap))
                    JoinUnlessBothExplained(furthest, i);
                if (furthest < 0 || gaps[furthest].End < gap.End || (gap.End is null && gaps[furthest].End is not null))
                    furthest = i;
            }
        }

        void JoinUnlessBothExplained(int a, int b)
        {
            var (x, y) = (Root(group, a), Root(group, b));
            if (x == y || (explained[x] && explained[y]))
                return;
            explained[x] = explained[y] = explained[x] || explained[y];
            Join(group, x, y);
        }
    }

    private static int Root(int[] group, int i)
    {
        while (group[i] != i)
            i = group[i] = group[group[i]];
        return i;
    }

    private static void Join(int[] group, int a, int b)
    {
        var (x, y) = (Root(group, a), Root(group, b));
        group[Math.Max(x, y)] = Math.Min(x, y);
    }

    private static Outage Build(int number, List<ExecutionGap> gaps, List<ScheduleRuns> runs, List<ConfigurationChange> triggers)
    {
        var lastBad = gaps.Max(g => g.LastBad);
        var ends = gaps.Where(g => g.End is not null).Select(g => g.End!.Value).ToList();
        var mitigated = FirstGoodAfter(lastBad, gaps, runs);
        if (
            gaps.Zip(runs)
                .Any(p =>
                    p.First.End is null
                    && (
                        p.Second.NotRan.Any(r => r.Verdict == RunVerdict.Unknown && r.FireTime >= mitigated)
                        || GoesOn(p.First, p.Second, ends)
                    )
                )
        )
            mitigated = null;
        return new Outage
        {
            Number = number,
            Gaps = gaps,
            Onset = gaps[0].Start,
            OnsetAtOrBefore = gaps.Where(g => g.Start == gaps[0].Start).All(g => g.LastGood is null),
            // A lost run was due, also where the schedule that the change left has no fire times any more.
            Due = Math.Max(
                gaps.Sum(g => g.Missed + g.Failed),
                runs.DistinctBy(r => r.History.Key)
                    .Sum(r => r.History.FireTimes(gaps[0].Start, lastBad + Duration.Epsilon, gaps[0].Start).Count(f => !f.Fire.Optional))
            ),
            RecoveryStarted = ends.Count == 0 ? null : ends.Min(),
            Mitigated = mitigated,
            Unproven = mitigated is null
                ? []
                : [.. gaps.Zip(runs).Where(p => p.First.End is null).Select(p => (p.First.Schedule, p.Second.Next))],
            Triggers =
            [
                .. triggers
                    .Distinct()
                    .OrderBy(t => t.At)
                    .ThenBy(t => t.Subject, StringComparer.Ordinal)
                    .ThenBy(t => t.Field, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>Whether an open gap lost a run after another schedule had come back, and its own schedule was not changed since.</summary>
    private static bool GoesOn(ExecutionGap gap, ScheduleRuns runs, List<Instant> ends) =>
        ends.Count > 0 && gap.LastBad >= ends.Min() && !runs.History.Changes.Any(c => c.Succeeded && c.At > gap.LastBad);

    /// <summary>The first good fire time of any schedule that came back, when none of them misses one any more.</summary>
    private static Instant? FirstGoodAfter(Instant lastBad, List<ExecutionGap> gaps, List<ScheduleRuns> runs) =>
        gaps.Zip(runs)
            .Where(p => p.First.End is not null)
            .GroupBy(p => p.First.Schedule)
            .Select(p => FirstGoodAfter(Instant.Max(lastBad + Duration.Epsilon, p.Max(g => g.First.End!.Value)), p.First().Second))
            .Min();

    /// <summary>The first good fire time from an instant on; runs so late that they are retries are before the end of their gap.</summary>
    private static Instant? FirstGoodAfter(Instant from, ScheduleRuns runs) =>
        runs.LastGoodEver is { } last && last >= from ? runs.FirstGood(from, last + Duration.Epsilon) : null;
}
