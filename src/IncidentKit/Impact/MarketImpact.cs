using IncidentKit.Basics;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>What an outage took from one market's day: calendar arithmetic on the down times of the services.</summary>
internal sealed record MarketImpact
{
    /// <summary>The market.</summary>
    public required MarketCalendar Calendar { get; init; }

    /// <summary>The phases of sessions that the outage reached into, in order.</summary>
    public required IReadOnlyList<PhaseOverlap> Sessions { get; init; }

    /// <summary>Minutes of the regular sessions that the outage reached into.</summary>
    public long RegularMinutes => Regular.Sum(s => Calendar.MinutesBetween(s.Start, s.End).Regular);

    /// <summary>Those of them in which a service was down.</summary>
    public long RegularMinutesLost => Regular.Sum(s => s.Minutes);

    /// <summary>The regular sessions among <see cref="Sessions"/>.</summary>
    public IEnumerable<PhaseOverlap> Regular => Sessions.Where(s => s.Phase == MarketPhase.Regular);

    /// <summary>Minutes of all down times together.</summary>
    public required PhaseMinutes Minutes { get; init; }

    /// <summary>What each service lost, by name.</summary>
    public required IReadOnlyList<ServiceLoss> Services { get; init; }

    /// <summary>What was lost by services of each role together, by role: degraded, or down. A minute counts once.</summary>
    public required IReadOnlyList<RoleLoss> Roles { get; init; }

    /// <summary>The opens during the outage.</summary>
    public required IReadOnlyList<Instant> OpensMissed { get; init; }

    /// <summary>The closes during the outage.</summary>
    public required IReadOnlyList<Instant> ClosesMissed { get; init; }

    /// <summary>The first open after <see cref="CountedFrom"/>; null if the calendar does not know it.</summary>
    public required Instant? NextOpen { get; init; }

    /// <summary>From when the time to the next open is counted.</summary>
    public required Instant CountedFrom { get; init; }

    /// <summary>Works out the impact on a market.</summary>
    /// <param name="calendar">The market.</param>
    /// <param name="services">All services; one that serves another market is left out.</param>
    /// <param name="tradable">The phases in which the user trades.</param>
    /// <param name="countedFrom">From when the time to the next open is counted.</param>
    public static MarketImpact Of(
        MarketCalendar calendar,
        IReadOnlyList<Downtime> services,
        IReadOnlyList<TradablePhase> tradable,
        Instant countedFrom
    )
    {
        var here = services.Where(d => d.Market is null || d.Market == calendar.Id).ToList();
        var downtimes = here.FindAll(d => d.IsHurt);
        var all = Intervals.Union(downtimes.SelectMany(d => d.Down));
        var overlaps = all.Select(calendar.Overlap).ToList();
        return new MarketImpact
        {
            Calendar = calendar,
            Sessions =
            [
                .. overlaps
                    .SelectMany(o => o.Touched)
                    .Select(t => t.Session)
                    .DistinctBy(s => s.Label)
                    .SelectMany(s => Phases(calendar, s, all)),
            ],
            Minutes = Lost(calendar, all),
            Services =
            [
                .. downtimes
                    .Select(d => (Downtime: d, Minutes: Lost(calendar, d.Down)))
                    .Select(s => new ServiceLoss(s.Downtime, s.Minutes, Tradable(s.Minutes, tradable))),
            ],
            Roles =
            [
                .. here.Where(d => d.Role is not null)
                    .GroupBy(d => d.Role!.Value)
                    .Where(g => g.Any(d => d.IsHurt))
                    .OrderBy(g => g.Key)
                    .Select(g => Role(calendar, g.Key, [.. g], tradable)),
            ],
            OpensMissed = [.. overlaps.SelectMany(o => o.Opens)],
            ClosesMissed = [.. overlaps.SelectMany(o => o.Closes)],
            NextOpen = calendar.NextOpen(countedFrom),
            CountedFrom = countedFrom,
        };
    }

    private static RoleLoss Role(
        MarketCalendar calendar,
        ServiceRole role,
        IReadOnlyList<Downtime> services,
        IReadOnlyList<TradablePhase> tradable
    )
    {
        var minutes = Lost(calendar, Intervals.Union(services.SelectMany(d => d.Down)));
        var down = Lost(calendar, Intervals.Common(services.Select(d => d.WholeDown)));
        return new RoleLoss(role, minutes, Tradable(minutes, tradable), Tradable(down, tradable), services.Any(d => d.IsUnknown));
    }

    /// <summary>Of some minutes those in which the user trades.</summary>
    public static long Tradable(PhaseMinutes minutes, IReadOnlyList<TradablePhase> phases) =>
        phases.Distinct().Sum(p => minutes.Of(Phase(p)));

    /// <summary>The calendar's phase of a phase in the settings.</summary>
    public static MarketPhase Phase(TradablePhase phase) =>
        phase switch
        {
            TradablePhase.Pre => MarketPhase.Pre,
            TradablePhase.Post => MarketPhase.Post,
            _ => MarketPhase.Regular,
        };

    private static PhaseMinutes Lost(MarketCalendar calendar, IReadOnlyList<Interval> down) =>
        down.Aggregate(default(PhaseMinutes), (sum, d) => sum + calendar.MinutesBetween(d.Start, d.End));

    private static IEnumerable<PhaseOverlap> Phases(MarketCalendar calendar, TradingSession session, IReadOnlyList<Interval> down)
    {
        (MarketPhase Phase, Instant Start, Instant End)[] phases =
        [
            (MarketPhase.Pre, session.Start, session.Open),
            (MarketPhase.Regular, session.Open, session.Close),
            (MarketPhase.Post, session.Close, session.End),
        ];
        foreach (var (phase, start, end) in phases)
        {
            var minutes = down.Sum(d => calendar.MinutesBetween(Instant.Max(start, d.Start), Instant.Min(end, d.End)).Of(phase));
            if (minutes > 0)
                yield return new PhaseOverlap(session, phase, start, end, minutes);
        }
    }
}
