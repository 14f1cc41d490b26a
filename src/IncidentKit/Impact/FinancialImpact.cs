using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>What the outage may have cost: the exposure of positions that nobody watched, and what is not known.</summary>
internal sealed record FinancialImpact
{
    /// <summary>How positions are valued.</summary>
    public const string Formula =
        "value = quantity × price; start = open of the first bar, worst = lowest low (highest high when short), "
        + "recovery = close of the last bar, of bars that begin in tradable minutes without monitoring";

    private const string HowToGivePositions = "positions: FILE.csv in incidentkit.yaml (symbol, quantity, averagePrice)";
    private const string HowToGivePrices = "prices: FILE.csv in incidentkit.yaml (symbol, time, open, high, low, close)";

    /// <summary>What is known.</summary>
    public required FinancialStatus Status { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What to give to know more; null when nothing is missing.</summary>
    public string? ToKnow { get; init; }

    /// <summary>When not all of position monitoring and trading watched the positions: half-open, in order.</summary>
    public IReadOnlyList<Interval> Unwatched { get; init; } = [];

    /// <summary>When none of them ran: the part of <see cref="Unwatched"/> in which nobody watched at all.</summary>
    public IReadOnlyList<Interval> NoneRan { get; init; } = [];

    /// <summary>The positions by symbol; empty where they are not given or were watched.</summary>
    public IReadOnlyList<PositionExposure> Exposures { get; init; } = [];

    /// <summary>Works out the financial impact.</summary>
    /// <param name="markets">The impact on each configured market.</param>
    /// <param name="services">All services.</param>
    /// <param name="tradable">The phases in which the user trades.</param>
    /// <param name="positions">The open positions; null where not given.</param>
    /// <param name="prices">The prices; null where not given.</param>
    /// <param name="attested">Whether a person states the impact.</param>
    /// <exception cref="InputException">The prices cannot be read.</exception>
    public static FinancialImpact Of(
        IReadOnlyList<MarketImpact> markets,
        IReadOnlyList<Downtime> services,
        IReadOnlyList<TradablePhase> tradable,
        IReadOnlyList<Position>? positions,
        CsvFile? prices,
        bool attested
    )
    {
        if (markets.Count == 0)
            return Otherwise(
                attested,
                "no market is named, so whether a tradable minute was lost is unknown",
                "put market: into incidentkit.yaml, such as market: XNYS"
            );
        var beyond = markets.FirstOrDefault(m => m.Minutes.Unknown > 0);
        if (beyond is not null)
            return Otherwise(
                attested,
                $"the calendar {beyond.Calendar} does not know {Count(beyond.Minutes.Unknown, "minute")} of the outage",
                "give a newer calendar with --calendars"
            );
        if (markets.All(m => m.Services.All(s => s.TradableMinutes == 0)))
        {
            var undecided = services.Sum(d => d.UnknownRuns ?? 0);
            return undecided > 0
                ? Otherwise(
                    attested,
                    $"{Count(undecided, "run")} of the services are unknown, and tradable minutes may be among them",
                    null
                )
                : new FinancialImpact
                {
                    Status = FinancialStatus.None,
                    Reason = $"no tradable minute of {string.Join(", ", markets.Select(m => m.Calendar.Id))} lies in the outage",
                };
        }

        var lost = Lost(markets);
        var watching = services.Where(d => d.Role is ServiceRole.PositionMonitoring or ServiceRole.Trading).ToList();
        var unwatched = Intervals.Union(watching.SelectMany(d => d.Down));
        var noneRan = Intervals.Common(watching.Select(d => d.WholeDown));
        if (unwatched.Count == 0)
            return Otherwise(attested, $"{lost}; what its signals and orders would have been is not recorded", null);
        string[] missing =
        [
            .. positions is null ? ["positions are not given"] : Array.Empty<string>(),
            .. prices is null ? ["prices are not given"] : Array.Empty<string>(),
        ];
        if (missing.Length > 0)
        {
            string[] give =
            [
                .. positions is null ? [HowToGivePositions] : Array.Empty<string>(),
                .. prices is null ? [HowToGivePrices] : Array.Empty<string>(),
            ];
            return Otherwise(attested, $"{lost}; {string.Join(" and ", missing)}", $"give {string.Join(" and ", give)}") with
            {
                Unwatched = unwatched,
                NoneRan = noneRan,
            };
        }

        var exposures = Mark(
            positions!,
            prices!,
            at => unwatched.Any(u => u.Contains(at)) && markets.Any(m => tradable.Any(p => m.Calendar.PhaseAt(at) == MarketImpact.Phase(p)))
        );
        string[] unpriced = [.. exposures.Where(e => e.Start is null).Select(e => e.Position.Symbol)];
        return unpriced.Length == 0
            ? new FinancialImpact
            {
                Status = FinancialStatus.Measured,
                Reason = lost,
                Unwatched = unwatched,
                NoneRan = noneRan,
                Exposures = exposures,
            }
            : Otherwise(
                attested,
                $"{lost}; {prices!.Name} has no price of {string.Join(", ", unpriced)} in that time",
                "give their prices"
            ) with
            {
                Unwatched = unwatched,
                NoneRan = noneRan,
                Exposures = exposures,
            };
    }

    private static FinancialImpact Otherwise(bool attested, string reason, string? toKnow) =>
        new()
        {
            Status = attested ? FinancialStatus.Attested : FinancialStatus.Unknown,
            Reason = reason,
            ToKnow = toKnow,
        };

    /// <summary>What of the tradable time was lost, in words: <c>trading was down for 263 tradable minutes of XNYS</c>.</summary>
    private static string Lost(IReadOnlyList<MarketImpact> markets) =>
        string.Join(
            "; ",
            markets.SelectMany(m =>
            {
                ServiceRole[] first = [ServiceRole.Trading, ServiceRole.PositionMonitoring, ServiceRole.SignalGeneration];
                var roles = m
                    .Roles.Where(r => r.TradableMinutes > 0 && !r.IsUnknown)
                    .OrderBy(r => Array.IndexOf(first, r.Role) is var i && i < 0 ? first.Length : i)
                    .ToList();
                var named = roles
                    .GroupBy(r => HowLong(r, r == roles[0] ? $" of {m.Calendar.Id}" : ""))
                    .Select(g => Were([.. g.Select(r => EnumWords.Of(r.Role.ToString()))], g.Key))
                    .ToList();
                return named.Count > 0
                    ? named
                    :
                    [
                        $"{string.Join(", ", m.Services.Where(s => s.TradableMinutes > 0).Select(s => s.Downtime.Service))} "
                            + $"was down in tradable minutes of {m.Calendar.Id}",
                    ];
            })
        );

    private static string Were(IReadOnlyList<string> roles, string what) =>
        roles is [var only] ? $"{only} was {what}" : $"{string.Join(", ", roles.SkipLast(1))} and {roles[^1]} were {what}";

    private static string HowLong(RoleLoss role, string where) =>
        role.TradableDown == 0 ? $"degraded for {Count(role.TradableMinutes, "tradable minute")}{where}"
        : role.TradableDegraded == 0 ? $"down for {Count(role.TradableDown, "tradable minute")}{where}"
        : $"down for {Count(role.TradableDown, "tradable minute")}{where} and degraded for {role.TradableDegraded} more";

    private static string Count(long number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static IReadOnlyList<PositionExposure> Mark(IReadOnlyList<Position> positions, CsvFile prices, Func<Instant, bool> counts)
    {
        var exposures = positions.ToDictionary(p => p.Symbol, p => new PositionExposure(p, null, null, null, 0), StringComparer.Ordinal);
        foreach (var row in prices.Rows())
        {
            var (symbol, at) = (row.Text("symbol"), row.Moment("time"));
            var (open, high, low, close) = (row.Number("open"), row.Number("high"), row.Number("low"), row.Number("close"));
            if (low > high)
                throw row.Mistake(
                    "low",
                    $"{low.ToString(CultureInfo.InvariantCulture)} is above the high {high.ToString(CultureInfo.InvariantCulture)}"
                );
            if (!exposures.TryGetValue(symbol, out var known) || !counts(at))
                continue;
            var isLong = known.Position.Quantity > 0;
            var extreme = isLong ? low : high;
            exposures[symbol] = known with
            {
                Start = known.Start is null || at < known.Start.At ? new MarkedPrice(at, open, row.Line) : known.Start,
                Worst =
                    known.Worst is null || (isLong ? extreme < known.Worst.Price : extreme > known.Worst.Price)
                        ? new MarkedPrice(at, extreme, row.Line)
                        : known.Worst,
                Recovery = known.Recovery is null || at >= known.Recovery.At ? new MarkedPrice(at, close, row.Line) : known.Recovery,
                Bars = known.Bars + 1,
            };
        }

        return [.. exposures.Values.OrderBy(e => e.Position.Symbol, StringComparer.Ordinal)];
    }
}
