using IncidentKit.Executions.Outages;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>One change of several resources, made in one go: each call soon after the one before.</summary>
/// <param name="Changes">The changes, by time: the same person, operation, field and values.</param>
/// <param name="LeftTheFault">Whether it was made while a schedule of it was losing runs, and touched nothing that had broken it.</param>
internal sealed record ChangePush(IReadOnlyList<ConfigurationChange> Changes, bool LeftTheFault)
{
    /// <summary>The first of the changes, for what they have in common.</summary>
    public ConfigurationChange First => Changes[0];

    /// <summary>When the last of them was made.</summary>
    public Instant Until => Changes[^1].At;

    /// <summary>What was changed, each once, in order.</summary>
    public IReadOnlyList<string> Subjects =>
        [.. Changes.Select(c => c.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The records that show it, each once.</summary>
    public IEnumerable<string> Evidence => Changes.Select(c => c.EvidenceId).Distinct(StringComparer.Ordinal);

    /// <summary>Groups the changes of a window, by time.</summary>
    /// <param name="changes">All recorded changes.</param>
    /// <param name="window">The window.</param>
    /// <param name="runs">All schedules.</param>
    public static IReadOnlyList<ChangePush> Of(
        IReadOnlyList<ConfigurationChange> changes,
        Interval window,
        IReadOnlyList<ScheduleRuns> runs
    )
    {
        var faulty = runs.SelectMany(r => r.Gaps.SelectMany(g => OutageFinder.Triggers(r.History, g)))
            .Select(c => (c.Schedule, c.Field))
            .ToHashSet();
        var byKey = runs.ToDictionary(r => r.History.Key);
        return
        [
            .. changes
                .Where(c => window.Contains(c.At))
                .GroupBy(c => (c.By, c.Action, c.Field, c.Before, c.After, c.Succeeded))
                .SelectMany(InOneGo)
                .Select(push => new ChangePush(push, LeavesTheFault(push)))
                .OrderBy(p => p.First.At)
                .ThenBy(p => p.First.Subject, StringComparer.Ordinal)
                .ThenBy(p => p.First.Field, StringComparer.Ordinal),
        ];

        bool LeavesTheFault(List<ConfigurationChange> push) =>
            push[0] is { Field: not null, Succeeded: true } first
            && push.Exists(c =>
                c.Schedule is { } key
                && byKey[key].Gaps.Any(g => first.At >= g.Start && (g.End is null || first.At < g.End) && g.LastBad >= first.At)
            )
            && !push.Exists(c => faulty.Contains((c.Schedule, c.Field)));
    }

    /// <summary>The later push that set all of this one back to what it had been; null where none did.</summary>
    public ChangePush? UndoneBy(IEnumerable<ChangePush> all) =>
        First is { Succeeded: true, Field: not null }
            ? all.FirstOrDefault(p =>
                p.First.At > First.At
                && p.First.Succeeded
                && p.First.Field == First.Field
                && p.First.Before == First.After
                && p.First.After == First.Before
                && p.Subjects.SequenceEqual(Subjects, StringComparer.Ordinal)
            )
            : null;

    private static IEnumerable<List<ConfigurationChange>> InOneGo(IEnumerable<ConfigurationChange> alike)
    {
        var push = new List<ConfigurationChange>();
        foreach (var change in alike.OrderBy(c => c.At).ThenBy(c => c.Subject, StringComparer.Ordinal))
        {
            if (push.Count > 0 && change.At - push[^1].At > OutageFinder.PushPause)
            {
                yield return push;
                push = [];
            }

            push.Add(change);
        }

        yield return push;
    }
}
