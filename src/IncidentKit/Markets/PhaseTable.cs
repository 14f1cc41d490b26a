using NodaTime;

namespace IncidentKit.Markets;

/// <summary>
/// The phases of a market from the first to the last instant its calendar knows. It is a sorted table of their beginnings, with the
/// minutes of each phase counted up to there. Look-ups are a binary search and allocate nothing. Times are ticks from the Unix epoch.
/// </summary>
internal sealed class PhaseTable
{
    private readonly SortedTicks _starts;
    private readonly Row[] _rows;
    private readonly long _end;

    public PhaseTable(long start, long end, TradingSession[] sessions, Interval[] unknown)
    {
        var rows = new Builder(start, 1 + sessions.Sum(RowsOf) + (2 * unknown.Length));
        int next = 0;
        foreach (TradingSession session in sessions)
        {
            while (next < unknown.Length && unknown[next].Start <= session.Start)
                rows.BeginUnknown(unknown[next++]);
            if (session.PreOpen is { } pre)
                rows.Begin(SortedTicks.Floor(pre), MarketPhase.Pre);
            rows.Begin(SortedTicks.Floor(session.Open), MarketPhase.Regular);
            if (!session.Breaks.IsEmpty || !session.Halts.IsEmpty)
            {
                foreach (SessionBreak pause in session.Breaks.Concat(session.Halts).OrderBy(p => p.Start))
                {
                    rows.Begin(SortedTicks.Floor(pause.Start), MarketPhase.Break);
                    rows.Begin(SortedTicks.Floor(pause.End), MarketPhase.Regular);
                }
            }

            rows.Begin(SortedTicks.Floor(session.Close), session.PostClose is null ? MarketPhase.Closed : MarketPhase.Post);
            if (session.PostClose is { } post)
                rows.Begin(SortedTicks.Floor(post), MarketPhase.Closed);
        }

        while (next < unknown.Length)
            rows.BeginUnknown(unknown[next++]);
        (_starts, _rows) = rows.Done();
        _end = end;
    }

    /// <summary>At most how many phases a session brings: its own, its breaks and halts with what follows them, and closed.</summary>
    private static int RowsOf(TradingSession session) =>
        2 + (session.PreOpen is null ? 0 : 1) + (session.PostClose is null ? 0 : 1) + (2 * (session.Breaks.Length + session.Halts.Length));

    /// <summary>
    /// The phase at a tick; <see cref="MarketPhase.Unknown"/> outside the table and on days whose hours are unknown.
    /// </summary>
    public MarketPhase At(long tick) => tick < _starts[0] || tick >= _end ? MarketPhase.Unknown : _rows[Find(tick)].Phase;

    /// <summary>The first tick of regular trading at or after a tick inside the table; null if what is known ends before one.</summary>
    public long? NextRegular(long tick)
    {
        if (At(tick) == MarketPhase.Unknown)
            return null;
        int row = Find(tick);
        if (_rows[row].Phase == MarketPhase.Regular)
            return tick;
        do row++;
        while (row < _rows.Length && _rows[row].Phase is not (MarketPhase.Regular or MarketPhase.Unknown));
        return row < _rows.Length && _starts[row] < _end && _rows[row].Phase == MarketPhase.Regular ? _starts[row] : null;
    }

    /// <summary>The minutes of [from, to).</summary>
    public PhaseMinutes Minutes(long from, long to)
    {
        if (to <= from)
            return default;
        long all = Minute(to) - Minute(from);
        long knownFrom = Math.Max(from, _starts[0]),
            knownTo = Math.Min(to, _end);
        if (knownTo <= knownFrom)
            return new PhaseMinutes(0, 0, 0, 0, 0, all);
        Row a = CountTo(knownFrom),
            b = CountTo(knownTo);
        long known = Minute(knownTo) - Minute(knownFrom);
        long pre = b.Pre - a.Pre,
            regular = b.Regular - a.Regular,
            pause = b.Break - a.Break,
            post = b.Post - a.Post,
            unknown = b.Unknown - a.Unknown;
        return new PhaseMinutes(pre, regular, pause, post, known - pre - regular - pause - post - unknown, all - known + unknown);
    }

    /// <summary>The minutes of each phase from the beginning of the table to a tick.</summary>
    private Row CountTo(long tick)
    {
        int index = Find(tick);
        return _rows[index].Plus((int)(Minute(tick) - Minute(_starts[index])));
    }

    /// <summary>The row of a tick inside the table.</summary>
    private int Find(long tick) => _starts.CountThrough(tick) - 1;

    /// <summary>How many whole minutes since the epoch begin before a tick.</summary>
    private static long Minute(long tick)
    {
        long minute = tick / NodaConstants.TicksPerMinute;
        return tick > minute * NodaConstants.TicksPerMinute ? minute + 1 : minute;
    }

    /// <summary>A phase, and the minutes of each phase before it.</summary>
    private readonly record struct Row(MarketPhase Phase, int Pre, int Regular, int Break, int Post, int Unknown)
    {
        public Row Plus(int minutes) =>
            Phase switch
            {
                MarketPhase.Pre => this with { Pre = Pre + minutes },
                MarketPhase.Regular => this with { Regular = Regular + minutes },
                MarketPhase.Break => this with { Break = Break + minutes },
                MarketPhase.Post => this with { Post = Post + minutes },
                MarketPhase.Unknown => this with { Unknown = Unknown + minutes },
                _ => this,
            };
    }

    /// <summary>Collects rows; a phase of no length is dropped.</summary>
    private sealed class Builder
    {
        private readonly long[] _starts;
        private readonly Row[] _rows;
        private int _last;

        public Builder(long start, int capacity)
        {
            (_starts, _rows) = (new long[capacity], new Row[capacity]);
            (_starts[0], _rows[0]) = (start, new Row(MarketPhase.Closed, 0, 0, 0, 0, 0));
        }

        public void Begin(long start, MarketPhase phase)
        {
            Row last = _rows[_last];
            if (_starts[_last] < start)
            {
                last = last.Plus((int)(Minute(start) - Minute(_starts[_last])));
                _last++;
            }

            (_starts[_last], _rows[_last]) = (start, last with { Phase = phase });
        }

        public void BeginUnknown(Interval day)
        {
            Begin(SortedTicks.Floor(day.Start), MarketPhase.Unknown);
            Begin(SortedTicks.Floor(day.End), MarketPhase.Closed);
        }

        public (SortedTicks Starts, Row[] Rows) Done() =>
            _last + 1 == _starts.Length
                ? (new SortedTicks(_starts), _rows)
                : (new SortedTicks(_starts[..(_last + 1)]), _rows[..(_last + 1)]);
    }
}
