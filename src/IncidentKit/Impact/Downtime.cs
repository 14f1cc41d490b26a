using IncidentKit.Basics;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>
/// When a service of the user did not run as it should: the union of the gaps of its schedules. A gap that was open when the
/// evidence was recorded counts up to the first fire time of which nothing is known. Nothing is counted after the window.
/// </summary>
internal sealed record Downtime
{
    /// <summary>The service; the schedule's name where the settings name no service of it.</summary>
    public required string Service { get; init; }

    /// <summary>What it does; null where the settings do not say.</summary>
    public required ServiceRole? Role { get; init; }

    /// <summary>When it was down: half-open, apart from each other, in order.</summary>
    public required IReadOnlyList<Interval> Down { get; init; }

    /// <summary>Fire times of its schedules in the window of which nothing is known; more may have been lost.</summary>
    public required int UnknownRuns { get; init; }

    /// <summary>The records that show the gaps.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>The services that were down in some gaps, or of which some runs are unknown, by name.</summary>
    /// <param name="settings">The services; null where nobody gave any.</param>
    /// <param name="runs">All schedules.</param>
    /// <param name="names">How they are named to people.</param>
    /// <param name="gaps">The gaps.</param>
    /// <param name="window">The window looked at.</param>
    public static IReadOnlyList<Downtime> Of(
        Settings? settings,
        IReadOnlyList<ScheduleRuns> runs,
        ScheduleNames names,
        IReadOnlyList<ExecutionGap> gaps,
        Interval window
    )
    {
        var gapsOf = gaps.ToLookup(g => g.Schedule);
        var services = settings?.Services ?? new Dictionary<string, ServiceSettings>(StringComparer.Ordinal);
        var owners = services
            .SelectMany(s => s.Value.Schedules.Select(name => (name, Service: s.Key)))
            .ToLookup(s => s.name, s => s.Service, StringComparer.Ordinal);
        IEnumerable<string> OwnersOf(ScheduleKey key) => owners[key.Name].Union(owners[key.ToString()], StringComparer.Ordinal);
        return
        [
            .. runs.SelectMany(r =>
                    OwnersOf(r.History.Key)
                        .Select(s => (Service: s, (ServiceRole?)services[s].Role))
                        .DefaultIfEmpty((names[r.History.Key], null))
                        .Select(s => (Owner: s, Runs: r))
                )
                .GroupBy(r => r.Owner)
                .OrderBy(g => g.Key.Service, StringComparer.Ordinal)
                .Select(g => Of(g.Key.Service, g.Key.Item2, [.. g.Select(r => r.Runs)], gapsOf, window))
                .Where(d => d.Down.Count > 0 || d.UnknownRuns > 0),
        ];
    }

    private static Downtime Of(
        string service,
        ServiceRole? role,
        IReadOnlyList<ScheduleRuns> runs,
        ILookup<ScheduleKey, ExecutionGap> gaps,
        Interval window
    )
    {
        var mine = runs.SelectMany(r => gaps[r.History.Key].Select(g => (Runs: r, Gap: g))).ToList();
        return new Downtime
        {
            Service = service,
            Role = role,
            Down = Intervals.Union(
                mine.Select(m => new Interval(m.Gap.Start, Instant.Min(window.End, m.Gap.End ?? KnownEnd(m.Runs, m.Gap, window))))
            ),
            UnknownRuns = runs.Sum(r => r.Counts.Unknown),
            EvidenceIds = [.. mine.SelectMany(m => m.Gap.EvidenceIds).Distinct(StringComparer.Ordinal)],
        };
    }

    private static Instant KnownEnd(ScheduleRuns runs, ExecutionGap gap, Interval window)
    {
        foreach (var run in runs.NotRan)
        {
            if (run.Verdict == RunVerdict.Unknown && run.FireTime > gap.LastBad)
                return run.FireTime;
        }

        return window.End;
    }
}
