using System.Collections.Immutable;
using IncidentKit.Basics;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>Expands the rules of a calendar into its sessions.</summary>
internal sealed class SessionBuilder
{
    private readonly CalendarRules _rules;
    private readonly ZoneCursor _zone;
    private readonly DayPlan?[] _plans;
    private readonly bool[] _week = new bool[8];
    private readonly List<TradingSession> _sessions;
    private readonly List<ClosedDay> _closed = [];

    /// <summary>Trading that belongs to the next session; null if none.</summary>
    private Piece? _pending;

    private SessionBuilder(CalendarRules rules)
    {
        _rules = rules;
        _zone = new ZoneCursor(rules.Zone);
        _plans = new DayPlan?[Period.DaysBetween(rules.ValidFrom, rules.ValidThrough) + 1];
        _sessions = new List<TradingSession>(_plans.Length);
        foreach (IsoDayOfWeek day in rules.Week)
            _week[(int)day] = true;
    }

    /// <summary>All sessions in order, and all days of the regular week without one.</summary>
    public static (TradingSession[] Sessions, ClosedDay[] Closed) Build(CalendarRules rules)
    {
        var builder = new SessionBuilder(rules);
        foreach (DayEntry entry in rules.Entries)
            builder.Plan(entry);
        builder.Expand();
        return ([.. builder._sessions], [.. builder._closed]);
    }

    /// <summary>Notes an entry at its days. One more year at each end is asked, for holidays kept across the turn of the year.</summary>
    private void Plan(DayEntry entry)
    {
        for (int year = _rules.ValidFrom.Year - 1; year <= _rules.ValidThrough.Year + 1; year++)
        {
            foreach (LocalDate day in entry.In(year, IsSession, d => PlanOf(d) is { IsClosed: true }))
            {
                int index = Period.DaysBetween(_rules.ValidFrom, day);
                if (index < 0 || index >= _plans.Length)
                    continue;
                bool listed = entry.On.Length > 0 && entry.On[0].IsListed;
                if (entry.Effect == DayEffect.Extra ? IsSession(day) : !IsSession(day) && entry.Effect > DayEffect.Extra)
                {
                    if (listed && entry.Effect != DayEffect.Note)
                        throw Mistake(
                            entry,
                            $"{day:uuuu-MM-dd} is {(entry.Effect == DayEffect.Extra ? "a session already" : "not a session")}"
                        );
                    continue;
                }

                (_plans[index] ??= new DayPlan()).Add(entry);
            }
        }
    }

    private void Expand()
    {
        LocalDate day = _rules.ValidFrom;
        long midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), day) * NodaConstants.SecondsPerDay;
        int hoursIndex = 0;
        for (int i = 0; i < _plans.Length; i++, day = day.PlusDays(1), midnight += NodaConstants.SecondsPerDay)
        {
            while (hoursIndex + 1 < _rules.Hours.Length && _rules.Hours[hoursIndex + 1].From <= day)
                hoursIndex++;
            DayPlan? plan = _plans[i];
            if (!_week[(int)day.DayOfWeek] && plan?.Extra is null)
                continue;
            if (plan is { ClosedBy: { } closedBy })
            {
                _closed.Add(
                    new ClosedDay(day, closedBy.Name, closedBy.Effect == DayEffect.Lost, day >= _rules.ProjectedFrom, closedBy.Unconfirmed)
                );
                continue;
            }

            if (_pending is { } pending && pending.Until < midnight)
                _pending = null;
            SessionHours hours = plan?.Extra?.Hours ?? _rules.Hours[hoursIndex];
            if (plan?.Merged is { } merged)
                _pending = Join(Trade(midnight, hours.Open, merged.Time!.Value, hours, merged), long.MaxValue, merged);
            else
                AddSession(day, midnight, hours, plan);
        }
    }

    private void AddSession(LocalDate day, long midnight, SessionHours hours, DayPlan? plan)
    {
        int open = plan?.Open?.Time ?? hours.Open,
            close = plan?.Close?.Time ?? hours.Close;
        Piece piece = Join(Trade(midnight, open, close, hours, plan?.Close ?? plan?.Open), 0, null);
        _pending = null;
        SessionMarks marks =
            Mark(SessionMarks.Unconfirmed, hours.Unconfirmed || piece.Unconfirmed || plan is { Unconfirmed: true })
            | Mark(SessionMarks.Projected, day >= _rules.ProjectedFrom);
        ImmutableArray<SessionBreak> halts = [];
        if (plan is not null)
        {
            marks |=
                Mark(SessionMarks.EarlyClose, close < hours.Close)
                | Mark(SessionMarks.LateClose, close > hours.Close)
                | Mark(SessionMarks.LateOpen, open > hours.Open)
                | Mark(SessionMarks.Extra, plan.Extra is not null)
                | Mark(SessionMarks.Halted, plan.Halts.Count > 0);
            halts = [.. plan.Halts.Select(h => At(midnight, h.Halt.Start, h.Halt.End)).OrderBy(h => h.Start)];
        }

        int? post = plan?.Close?.Post ?? hours.Post;
        var session = new TradingSession
        {
            Label = day,
            Open = Instant.FromUnixTimeSeconds(piece.Start),
            Close = Instant.FromUnixTimeSeconds(piece.End),
            Breaks = piece.Breaks,
            Halts = halts,
            PreOpen = hours.Pre is { } pre ? Instant.FromUnixTimeSeconds(_zone.ToUnix(midnight + pre)) : null,
            PostClose = post is { } end ? Instant.FromUnixTimeSeconds(_zone.ToUnix(midnight + end)) : null,
            Marks = marks,
            Note = plan is null && piece.Note is null ? null : Text(plan, piece),
        };
        Check(session, hours, plan);
        _sessions.Add(session);
        if (hours.ForNext is { } next && close == hours.Close)
            _pending = new Piece(
                _zone.ToUnix(midnight + next.Start),
                _zone.ToUnix(midnight + next.End),
                [],
                midnight + NodaConstants.SecondsPerDay,
                null,
                hours.Unconfirmed
            );
    }

    /// <summary>Trading from <paramref name="open"/> to <paramref name="close"/> with the regular breaks that still lie inside.</summary>
    private Piece Trade(long midnight, int open, int close, SessionHours hours, DayEntry? because)
    {
        if (close <= open)
            throw Mistake(because!, $"'{because!.Name}': the session would close before it opens");
        ImmutableArray<SessionBreak> breaks = [];
        foreach ((int start, int end) in hours.Breaks)
        {
            if (start >= close || end <= open)
                continue;
            if (start <= open || end >= close)
                throw Mistake(because!, $"'{because!.Name}': the session would open or close inside a break");
            breaks = breaks.Add(At(midnight, start, end));
        }

        return new Piece(_zone.ToUnix(midnight + open), _zone.ToUnix(midnight + close), breaks, 0, null, false);
    }

    /// <summary>Puts the trading that waits for its session before this one.</summary>
    private Piece Join(Piece piece, long until, DayEntry? merged)
    {
        string? note = merged is null ? null : $"with the hours of {merged.Name}";
        bool unconfirmed = merged is { Unconfirmed: true };
        return _pending is not { } first
            ? piece with
            {
                Until = until,
                Note = note,
                Unconfirmed = unconfirmed,
            }
            : new Piece(
                first.Start,
                piece.End,
                [
                    .. first.Breaks,
                    new SessionBreak(Instant.FromUnixTimeSeconds(first.End), Instant.FromUnixTimeSeconds(piece.Start)),
                    .. piece.Breaks,
                ],
                until,
                first.Note is null || note is null ? first.Note ?? note : $"{first.Note}; {note}",
                first.Unconfirmed || unconfirmed
            );
    }

    private void Check(TradingSession session, SessionHours hours, DayPlan? plan)
    {
        if (_sessions.Count > 0 && _sessions[^1] is var last && session.Start < last.End)
            throw Mistake(
                plan?.Origin ?? _plans[Period.DaysBetween(_rules.ValidFrom, last.Label)]?.Origin,
                hours,
                $"the sessions of {last} and {session} overlap"
            );
        if (session.PostClose <= session.Close)
            throw Mistake(plan?.Origin, hours, $"trading after the close of {session} would end before the close; give its 'post'");
        if (session.Halts.IsEmpty)
            return;
        Instant at = session.Open;
        foreach (SessionBreak pause in session.Breaks.Concat(session.Halts).OrderBy(p => p.Start))
        {
            if (pause.Start < at || pause.End > session.Close)
                throw Mistake(plan?.Origin, hours, $"a halt of {session} lies outside the session or in a break");
            at = pause.End;
        }
    }

    private InputException Mistake(DayEntry? entry, SessionHours hours, string message) =>
        entry is null ? _rules.Source.Mistake(hours.Node, message) : Mistake(entry, message);

    private InputException Mistake(DayEntry entry, string message) => _rules.Source.Mistake(entry.Node, message);

    private static SessionMarks Mark(SessionMarks mark, bool holds) => holds ? mark : SessionMarks.None;

    private static string? Text(DayPlan? plan, Piece piece)
    {
        string text = string.Join("; ", (plan?.Names ?? []).Concat(piece.Note is null ? [] : [piece.Note]));
        return text.Length == 0 ? null : text;
    }

    private SessionBreak At(long midnight, int start, int end) =>
        new(Instant.FromUnixTimeSeconds(_zone.ToUnix(midnight + start)), Instant.FromUnixTimeSeconds(_zone.ToUnix(midnight + end)));

    private DayPlan? PlanOf(LocalDate day)
    {
        int index = Period.DaysBetween(_rules.ValidFrom, day);
        return index >= 0 && index < _plans.Length ? _plans[index] : null;
    }

    private bool IsSession(LocalDate day) =>
        PlanOf(day) is var plan && (plan?.Extra is not null || _week[(int)day.DayOfWeek]) && plan is not { IsClosed: true };

    /// <summary>
    /// Trading in [Start, End), in seconds from the Unix epoch. It may wait
    /// for a session whose label begins at or before Until on the local clock.
    /// </summary>
    private readonly record struct Piece(
        long Start,
        long End,
        ImmutableArray<SessionBreak> Breaks,
        long Until,
        string? Note,
        bool Unconfirmed
    );

    /// <summary>What the entries make of one day.</summary>
    private sealed class DayPlan
    {
        public DayEntry? ClosedBy { get; private set; }
        public DayEntry? Merged { get; private set; }
        public DayEntry? Extra { get; private set; }
        public DayEntry? Open { get; private set; }
        public DayEntry? Close { get; private set; }
        public List<DayEntry> Halts { get; } = [];
        public List<string> Names { get; } = [];
        public bool Unconfirmed { get; private set; }
        public bool IsClosed => ClosedBy is not null || Merged is not null;

        /// <summary>The last entry that says when the session is.</summary>
        public DayEntry? Origin { get; private set; }

        public void Add(DayEntry entry)
        {
            switch (entry.Effect)
            {
                case DayEffect.Closed when ClosedBy is null:
                case DayEffect.Lost:
                    ClosedBy = entry;
                    return;
                case DayEffect.Closed:
                    return;
                case DayEffect.Merged:
                    Merged = entry;
                    return;
                case DayEffect.Extra:
                    Extra = entry;
                    break;
                case DayEffect.Open:
                    Open = entry;
                    break;
                case DayEffect.Close:
                    Close = entry;
                    break;
                case DayEffect.Halt:
                    Halts.Add(entry);
                    break;
            }

            Origin = entry.Effect == DayEffect.Note ? Origin : entry;
            Unconfirmed |= entry.Unconfirmed;
            Names.Add(entry.Name);
        }
    }
}
