using NodaTime;

namespace IncidentKit.Markets;

/// <summary>
/// The phases of a market from the first to the last instant its calendar knows, as a sorted table of their beginnings with the minutes of each
/// phase counted up to there. Look-ups are a binary search and allocate nothing. Times are ticks from the Unix epoch.
/// </summary>
internal sealed class PhaseTable
{
    private readonly long[] _starts;
    private readonly Row[] _rows;
    private readonly long _end;

    public PhaseTable(long start, long end, TradingSession[] sessions)
    {
        var rows = new Builder(start, sessions.Length * 4);
        foreach (TradingSession session in sessions)
        {
            if (session.PreOpen is { } pre)
                rows.Begin(Ticks(pre), MarketPhase.Pre);
            rows.Begin(Ticks(session.Open), MarketPhase.Regular);
            if (!session.Breaks.IsEmpty || !session.Halts.IsEmpty)
            {
                foreach (SessionBreak pause in session.Breaks.Concat(session.Halts).OrderBy(p => p.Start))
                {
                    rows.Begin(Ticks(pause.Start), MarketPhase.Break);
                    rows.Begin(Ticks(pause.End), MarketPhase.Regular);
                }
            }

            rows.Begin(Ticks(session.Close), session.PostClose is null ? MarketPhase.Closed : MarketPhase.Post);
            if (session.PostClose is { } post)
                rows.Begin(Ticks(post), MarketPhase.Closed);
        }

        (_starts, _rows) = rows.Done();
        _end = end;
    }

    /// <summary>The last tick at or before an instant.</summary>
    public static long Ticks(Instant instant) => instant.ToUnixTimeTicks();

    /// <summary>The first tick at or after an instant.</summary>
    public static long TicksUp(Instant instant)
    {
        long ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks) < instant ? ticks + 1 : ticks;
    }

    /// <summary>The phase at a tick; <see cref="MarketPhase.Unknown"/> outside the table.</summary>
    public MarketPhase At(long tick) => tick < _starts[0] || tick >= _end ? MarketPhase.Unknown : _rows[Find(tick)].Phase;

    /// <summary>The first tick of regular trading at or after a tick inside the table; null if the table ends before one.</summary>
    public long? NextRegular(long tick)
    {
        if (At(tick) == MarketPhase.Unknown)
            return null;
        int row = Find(tick);
        if (_rows[row].Phase == MarketPhase.Regular)
            return tick;
        do
            row++;
        while (row < _rows.Length && _rows[row].Phase != MarketPhase.Regular);
        return row < _rows.Length && _starts[row] < _end ? _starts[row] : null;
    }

    /// <summary>The minutes of [from, to).</summary>
    public PhaseMinutes Minutes(long from, long to)
    {
        if (to <= from)
            return default;
        long all = Minute(to) - Minute(from);
        long knownFrom = Math.Max(from, _starts[0]), knownTo = Math.Min(to, _end);
        if (knownTo <= knownFrom)
            return new PhaseMinutes(0, 0, 0, 0, 0, all);
        Row a = CountTo(knownFrom), b = CountTo(knownTo);
        long known = Minute(knownTo) - Minute(knownFrom);
        long pre = b.Pre - a.Pre, regular = b.Regular - a.Regular, pause = b.Break - a.Break, post = b.Post - a.Post;
        return new PhaseMinutes(pre, regular, pause, post, known - pre - regular - pause - post, all - known);
    }

    /// <summary>The minutes of each phase from the beginning of the table to a tick.</summary>
    private Row CountTo(long tick)
    {
        int index = Find(tick);
        return _rows[index].Plus((int)(Minute(tick) - Minute(_starts[index])));
    }

    private int Find(long tick)
    {
        int index = Array.BinarySearch(_starts, tick);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>How many whole minutes since the epoch begin before a tick.</summary>
    private static long Minute(long tick)
    {
        long minute = tick / NodaConstants.TicksPerMinute;
        return tick > minute * NodaConstants.TicksPerMinute ? minute + 1 : minute;
    }

    /// <summary>A phase, and the minutes of each phase before it.</summary>
    private readonly record struct Row(MarketPhase Phase, int Pre, int Regular, int Break, int Post)
    {
        public Row Plus(int minutes) => Phase switch
        {
            MarketPhase.Pre => this with { Pre = Pre + minutes },
            MarketPhase.Regular => this with { Regular = Regular + minutes },
            MarketPhase.Break => this with { Break = Break + minutes },
            MarketPhase.Post => this with { Post = Post + minutes },
            _ => this,
        };
    }

    /// <summary>Collects rows; a phase of no length is dropped.</summary>
    private sealed class Builder
    {
        private readonly List<long> _starts;
        private readonly List<Row> _rows;

        public Builder(long start, int capacity)
        {
            _starts = new List<long>(capacity) { start };
            _rows = new List<Row>(capacity) { new(MarketPhase.Closed, 0, 0, 0, 0) };
        }

        public void Begin(long start, MarketPhase phase)
        {
            Row last = _rows[^1];
            if (_starts[^1] == start)
            {
                _rows[^1] = last with { Phase = phase };
                return;
            }

            _rows.Add(last.Plus((int)(Minute(start) - Minute(_starts[^1]))) with { Phase = phase });
            _starts.Add(start);
        }

        public (long[] Starts, Row[] Rows) Done() => ([.. _starts], [.. _rows]);
    }
}
