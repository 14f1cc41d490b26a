using IncidentKit.Claims;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Analysis.Judging;

/// <summary>
/// Judges what people state against what was measured and the markets' calendars: the one place where a claim meets the truth.
/// Null says that a claim cannot be compared.
/// </summary>
internal sealed class ClaimJudge
{
    /// <summary>People round, and look at the last good run or the first bad one.</summary>
    private static readonly Duration MomentSlack = Duration.FromMinutes(5);

    private static readonly Duration LengthSlack = Duration.FromMinutes(2);

    private static readonly Duration ChangeSlack = Duration.FromMinutes(2);

    private readonly MeasuredIncident? _measured;
    private readonly IReadOnlyList<MarketCalendar> _markets;

    /// <summary>Judges by the calendars alone.</summary>
    public ClaimJudge(IReadOnlyList<MarketCalendar> markets) => _markets = markets;

    /// <summary>Judges by the measurement and the calendars of its markets.</summary>
    public ClaimJudge(MeasuredIncident measured) => (_measured, _markets) = (measured, measured.Markets);

    /// <summary>What was measured; not for a judge by calendars alone.</summary>
    public MeasuredIncident Measured => _measured ?? throw new InvalidOperationException("nothing was measured");

    /// <summary>Judges a count of schedules or runs.</summary>
    public Judgement<string>? Of(CountClaim claim)
    {
        if (!CountJudgement.IsComparable(claim))
            return null;
        var against = CountJudgement.Against(claim, Measured);
        return new Judgement<string>(against is null, against ?? "", "/totals");
    }

    /// <summary>Judges a statement about the market: wrong is what every calendar contradicts.</summary>
    public Judgement<string>? Of(MarketClaim claim)
    {
        var against = _markets
            .Where(m => claim.Venue is not { } venue || IsOf(venue, m))
            .Select(m => (Verdict: MarketJudgement.Against(claim, m, out var isCompared), IsCompared: isCompared))
            .ToList();
        if (!against.Exists(a => a.IsCompared))
            return null;
        return against.TrueForAll(a => a.Verdict is not null) && against[0].Verdict is var (found, how)
            ? new Judgement<string>(false, found, how)
            : new Judgement<string>(true, "", "");
    }

    /// <summary>Whether a calendar is that of a market.</summary>
    public static bool IsOf(string venue, MarketCalendar calendar) => calendar.Id == venue || calendar.Aliases.Contains(venue);

    /// <summary>Judges a statement that nothing was lost by whether a market traded in its window.</summary>
    public Judgement<TradedMinutes>? Of(ImpactClaim claim)
    {
        if (claim.Window is not { } window || _markets.Count == 0)
            return null;
        var market = _markets.MaxBy(m => m.MinutesBetween(window.Start, window.End).Regular)!;
        var minutes = market.MinutesBetween(window.Start, window.End).Regular;
        var traded = new TradedMinutes(market, minutes, _markets.All(m => m.Knows(window)));
        return new Judgement<TradedMinutes>(minutes <= 0, traded, MarketJudgement.Row(window.Start, market));
    }

    /// <summary>Judges a moment at which something is said to have stopped.</summary>
    public Judgement<Instant>? Stopped(Instant said) => Nearest(said, Measured.Starts, "/incident/onset");

    /// <summary>Judges a moment at which something is said to have run again.</summary>
    public Judgement<Instant>? RanAgain(Instant said) => Nearest(said, Measured.Ends, "/incident/mitigated");

    /// <summary>Judges when an incident is said to have been resolved: that is declared, and may be later.</summary>
    public Judgement<Instant>? Resolved(Instant said) => Measured.Ends.Count > 0 && said > Measured.Ends.Min() ? null : RanAgain(said);

    /// <summary>Judges a length of the incident.</summary>
    /// <param name="stated">What is said.</param>
    /// <param name="lengths">The measured lengths that may be meant, the first before all.</param>
    /// <param name="ofAGap">Whether that of a single schedule's gap may be meant.</param>
    public Judgement<Duration>? Of(DurationClaim stated, IReadOnlyList<MeasuredLength> lengths, bool ofAGap)
    {
        if (lengths.Count == 0)
            return null;
        var holds = lengths.Select(l => l.Length).Concat(ofAGap ? Measured.GapLengths : []).Any(m => stated.Agrees(m, LengthSlack));
        return new Judgement<Duration>(holds, lengths[0].Length, lengths[0].Pointer);
    }

    /// <summary>Judges the state that a schedule is said to be in now; any schedule of the name may be meant.</summary>
    public Judgement<IReadOnlyList<string>>? State(string schedule, string said)
    {
        List<string> states = [.. Measured.States[schedule]];
        if (states.Count == 0)
            return null;
        var holds = states.Contains(said.ToLowerInvariant()) || states.Contains("unknown");
        return new Judgement<IReadOnlyList<string>>(holds, states, "the state of the schedule when the evidence was recorded");
    }

    /// <summary>Judges who is said to have changed something at a moment.</summary>
    public Judgement<MeasuredChange>? Change(string by, Instant at)
    {
        var then = Measured.Changes.Where(c => c.At - at <= ChangeSlack && at - c.At <= ChangeSlack).ToList();
        return then.Count == 0
            ? null
            : new Judgement<MeasuredChange>(then.Exists(c => c.By == by), then[0], $"evidence {then[0].Evidence}");
    }

    /// <summary>Judges who is said to have broken it, or to have repaired it.</summary>
    public Judgement<string>? Deed(string by, bool repaired)
    {
        IReadOnlyList<string> did =
            repaired ? Measured.RepairedBy
            : Measured.BrokenBy is { Length: > 0 } actor ? [actor]
            : [];
        return did.Count == 0 ? null : new Judgement<string>(did.Contains(by), did[0], repaired ? "/pushes" : "/incident/trigger");
    }

    private static Judgement<Instant>? Nearest(Instant said, IReadOnlyList<Instant> measured, string pointer)
    {
        if (measured.Count == 0)
            return null;
        var nearest = measured.MinBy(m => m > said ? m - said : said - m);
        return new Judgement<Instant>((nearest > said ? nearest - said : said - nearest) <= MomentSlack, nearest, pointer);
    }
}
