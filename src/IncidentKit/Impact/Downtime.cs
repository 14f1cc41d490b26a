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

    /// <summary>When one of its schedules at least was down: half-open, apart from each other, in order.</summary>
    public required IReadOnlyList<Interval> Down { get; init; }

    /// <summary>When all of its schedules were down at once, likewise.</summary>
    public required IReadOnlyList<Interval> WholeDown { get; init; }

    /// <summary>The id of the market that it serves; null for every market.</summary>
    public string? Market { get; init; }

    /// <summary>Whether nothing is known of it: no run is known to be lost and some are unknown, or no schedule was recorded.</summary>
    public bool IsUnknown => Down.Count == 0 && UnknownRuns != 0;

    /// <summary>
    /// Fire times of its schedules in the window of which nothing is known; more may have been lost. Null where no schedule was recorded.
    /// </summary>
    public required int? UnknownRuns { get; init; }

    /// <summary>Whether it was down, or may have been.</summary>
    public bool IsHurt => Down.Count > 0 || UnknownRuns > 0;

    /// <summary>The records that show the gaps.</summary>
    public required IReadOnlyList<string> EvidenceIds { get; init; }

    /// <summary>All services, by name, whether they were down or not; and schedules that belong to no service.</summary>
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
        Downtime WithMarket(Downtime d) => d.Role is null ? d : d with { Market = services[d.Service].Market };
        return
        [
            .. runs.SelectMany(r =>
                    OwnersOf(r.History.Key)
                        .Select(s => (Service: s, (ServiceRole?)services[s].Role))
                        .DefaultIfEmpty((names[r.History.Key], null))
                        .Select(s => (Owner: s, Runs: r))
                )
                .GroupBy(r => r.Owner)
                .Select(g => Of(g.Key.Item1, g.Key.Item2, g.Select(r => r.Runs).ToList(), gapsOf, window))
                .Concat(
                    services
                        .Where(s => s.Value.Schedules.Count > 0 && !runs.Any(r => s.Value.Schedules.Any(r.History.Key.IsNamed)))
                        .Select(s => Unseen(s.Key, s.Value.Role))
                )
                .Select(WithMarket)
                .OrderBy(d => d.Service, StringComparer.Ordinal),
        ];
    }

    /// <summary>A service of the settings of which no schedule was recorded.</summary>
    private static Downtime Unseen(string service, ServiceRole role) =>
        new()
        {
            Service = service,
            Role = role,
            Down = [],
            WholeDown = [],
            UnknownRuns = null,
            EvidenceIds = [],
        };

    private static Downtime Of(
        string service,
        ServiceRole? role,
        List<ScheduleRuns> runs,
        ILookup<ScheduleKey, ExecutionGap> gaps,
        Interval window
    )
    {
        var mine = runs.ConvertAll(r => gaps[r.History.Key].Select(g => (Runs: r, Gap: g)).ToList());
        var down = mine.ConvertAll(own =>
            Intervals.Union(
                own.Select(m => new Interval(m.Gap.Start, Instant.Min(window.End, m.Gap.End ?? KnownEnd(m.Runs, m.Gap, window))))
            )
        );
        return new Downtime
        {
            Service = service,
            Role = role,
            Down = Intervals.Union(down.SelectMany(d => d)),
            WholeDown = Intervals.Common(down),
            UnknownRuns = runs.Sum(r => r.Counts.Unknown),
            EvidenceIds = [.. mine.SelectMany(own => own).SelectMany(m => m.Gap.EvidenceIds).Distinct(StringComparer.Ordinal)],
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
