using IncidentKit.Claims;
using IncidentKit.Markets;
using NodaTime;

namespace IncidentKit.Analysis.Judging;

/// <summary>What holds of a market at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Market">The market's calendar; it knows the moment.</param>
internal readonly record struct MarketMoment(Instant At, MarketCalendar Market)
{
    /// <summary>People say "at the close" of what happened up to so long before or after.</summary>
    private static readonly Duration AtTheMoment = Duration.FromMinutes(30);

    /// <summary>Beside an open or a close the phase is not held against a writer.</summary>
    private static readonly Duration Edge = Duration.FromMinutes(5);

    /// <summary>Whether the market has what is spoken of: a break.</summary>
    public static bool IsComparable(MarketClaim claim, MarketCalendar market) =>
        claim.Statement != MarketStatement.Break || market.Sessions(market.ValidFrom, market.ValidThrough).Any(s => s.Breaks.Length > 0);

    /// <summary>Whether a day may be put so.</summary>
    public static bool Holds(MarketStatement statement, LocalDate day, MarketCalendar market)
    {
        var session = market.Sessions(day, day) is [var found, ..] ? found : null;
        return statement switch
        {
            MarketStatement.Holiday or MarketStatement.Closed => session is null,
            MarketStatement.Weekend => day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday,
            MarketStatement.ShortDay => session is not null && (session.Is(SessionMarks.EarlyClose) || session.Is(SessionMarks.LateOpen)),
            _ => session is not null,
        };
    }

    /// <summary>Whether a statement may be made of this moment.</summary>
    public bool Holds(MarketClaim claim) =>
        claim.Statement switch
        {
            MarketStatement.Closed => IsOut(),
            MarketStatement.Open => IsIn(),
            MarketStatement.Pre => IsOut() && (IsBeforeOpen(At) || IsBeforeOpen(At - Edge)),
            MarketStatement.Post => IsOut() && !(IsBeforeOpen(At) && IsBeforeOpen(At - Edge) && Market.PhaseAt(At) == MarketPhase.Pre),
            MarketStatement.Break => Market.PhaseAt(At) == MarketPhase.Break
                || Market.PhaseAt(At - Edge) == MarketPhase.Break
                || Market.PhaseAt(At + Edge) == MarketPhase.Break,
            MarketStatement.Weekend => IsWeekend(),
            MarketStatement.Holiday or MarketStatement.ShortDay => Holds(claim.Statement, Day, Market),
            MarketStatement.At => Each(claim, IsNearOpen, IsNearClose),
            MarketStatement.Is => Each(claim, o => IsOpening(o, claim), c => IsClosing(c, claim)),
            MarketStatement.Next => IsOpening(this, claim),
            MarketStatement.Before when claim.Distance is not null => Each(
                claim,
                m => Agrees(claim, m.Next(m.Market.NextOpen) - m.At),
                m => Agrees(claim, m.Next(m.Market.NextClose) - m.At)
            ),
            MarketStatement.After when claim.Distance is not null => Each(
                claim,
                m => Agrees(claim, m.At - m.Market.PreviousOpen(m.At)),
                m => Agrees(claim, m.At - m.Market.PreviousClose(m.At))
            ),
            MarketStatement.Before => Each(claim, m => m.IsOut(), m => !m.IsAfterClose(m.At - Edge)),
            MarketStatement.After => Each(claim, m => !m.IsBeforeOpen(m.At + Edge), m => m.IsOut()),
            _ => true,
        };

    private LocalDate Day => At.InZone(Market.TimeZone).Date;

    /// <summary>An event of the moment, either for the bell.</summary>
    private bool Each(MarketClaim claim, Func<MarketMoment, bool> open, Func<MarketMoment, bool> close) =>
        (claim.Event != MarketEvent.Close && open(this)) || (claim.Event != MarketEvent.Open && close(this));

    private Instant? Next(Func<Instant, Instant?> next) => next(At - Duration.Epsilon);

    private bool IsIn() => IsSession(At) || IsSession(At - Edge) || IsSession(At + Edge);

    private bool IsOut() =>
        Market.PhaseAt(At) != MarketPhase.Regular
        || Market.PhaseAt(At - Edge) != MarketPhase.Regular
        || Market.PhaseAt(At + Edge) != MarketPhase.Regular;

    private bool IsSession(Instant at) => Market.PhaseAt(at) is MarketPhase.Regular or MarketPhase.Break;

    /// <summary>Whether the day has a session that begins later.</summary>
    private bool IsBeforeOpen(Instant at) => SessionOf(at) is { } session && at < session.Open;

    /// <summary>Whether the day has a session that has ended.</summary>
    private bool IsAfterClose(Instant at) => SessionOf(at) is { } session && at >= session.Close;

    private TradingSession? SessionOf(Instant at)
    {
        var day = at.InZone(Market.TimeZone).Date;
        return Market.Sessions(day, day) is [var session, ..] ? session : null;
    }

    private bool IsWeekend() =>
        Day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday
        || At.InUtc().DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday
        || (Day.DayOfWeek == IsoDayOfWeek.Friday && IsAfterClose(At))
        || (Day.DayOfWeek == IsoDayOfWeek.Monday && IsBeforeOpen(At));

    private static bool IsNearOpen(MarketMoment m) =>
        m.IsAt(m.Market.PreviousOpen(m.At), AtTheMoment) || m.IsAt(m.Market.NextOpen(m.At), AtTheMoment);

    private static bool IsNearClose(MarketMoment m) =>
        m.IsAt(m.Market.PreviousClose(m.At), AtTheMoment) || m.IsAt(m.Market.NextClose(m.At), AtTheMoment);

    /// <summary>Trading also begins after a break and, where the sentence speaks of it, before the regular open.</summary>
    private static bool IsOpening(MarketMoment m, MarketClaim claim) =>
        m.IsAt(m.Market.PreviousOpen(m.At), Edge)
        || m.IsAt(m.Market.NextOpen(m.At), Edge)
        || (
            m.SessionOf(m.At) is { } s
            && (s.Breaks.Concat(s.Halts).Any(b => m.IsAt(b.End, Edge)) || (SpeaksOfMore(claim) && m.IsAt(s.Start, Edge)))
        );

    private static bool IsClosing(MarketMoment m, MarketClaim claim) =>
        m.IsAt(m.Market.PreviousClose(m.At), Edge)
        || m.IsAt(m.Market.NextClose(m.At), Edge)
        || (
            m.SessionOf(m.At) is { } s
            && (s.Breaks.Concat(s.Halts).Any(b => m.IsAt(b.Start, Edge)) || (SpeaksOfMore(claim) && m.IsAt(s.End, Edge)))
        );

    private static bool SpeaksOfMore(MarketClaim claim) =>
        claim.Sentence.Lower.Contains("pre", StringComparison.Ordinal)
        || claim.Sentence.Lower.Contains("post", StringComparison.Ordinal)
        || claim.Sentence.Lower.Contains("extended", StringComparison.Ordinal)
        || claim.Sentence.Lower.Contains("after", StringComparison.Ordinal);

    private bool IsAt(Instant? moment, Duration slack) => moment is { } m && At - m <= slack && m - At <= slack;

    private static bool Agrees(MarketClaim claim, Duration? actual) =>
        actual is not { } length || claim.Distance!.Agrees(length, Duration.FromMinutes(1));
}
