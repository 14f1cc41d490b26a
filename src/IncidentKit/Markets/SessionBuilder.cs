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
    private readonly HoursTable _hours;
    private readonly List<TradingSession> _sessions;
    private readonly List<ClosedDay> _closed = [];
    private readonly List<Interval> _unknown = [];

    /// <summary>Trading that belongs to the next session; null if none.</summary>
    private Piece? _pending;

    private SessionBuilder(CalendarRules rules)
    {
        _rules = rules;
        _zone = new ZoneCursor(rules.Zone);
        _plans = new DayPlan?[Period.DaysBetween(rules.ValidFrom, rules.ValidThrough) + 1];
        _sessions = new List<TradingSession>(_plans.Length);
        _hours = new HoursTable(rules);
    }

    /// <summary>All sessions in order, all other days of the regular week, and the days whose hours nobody knows.</summary>
    public static (TradingSession[] Sessions, ClosedDay[] Closed, Interval[] Unknown) Build(CalendarRules rules)
    {
        var builder = new SessionBuilder(rules);
        foreach (DayEntry entry in rules.Entries)
            builder.Plan(entry);
        builder.Expand();
        return ([.. builder._sessions], [.. builder._closed], [.. builder._unknown]);
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
        for (int i = 0; i < _plans.Length; i++, day = day.PlusDays(1), midnight += NodaConstants.SecondsPerDay)
        {
            DayPlan? plan = _plans[i];
            if (plan is null or { Extra: null, HoursUnknown: false } && !_hours.IsOfWeek(day))
                continue;
            if (plan is { ClosedBy: { } closedBy })
            {
                AddClosed(day, midnight, closedBy);
                continue;
            }

            if (_pending is { } pending && pending.Until < midnight)
                _pending = null;
            SessionHours hours = plan?.Extra?.Hours ?? _hours.Of(day);
            if (plan?.Merged is { } merged)
                _pending = Join(Trade(midnight, hours.Open, merged.Time!.Value, hours, merged), long.MaxValue, merged);
            else
                AddSession(day, midnight, hours, plan);
        }
    }

    private void AddClosed(LocalDate day, long midnight, DayEntry by)
    {
        bool hoursUnknown = by.Effect == DayEffect.Unknown;
        _closed.Add(
            new ClosedDay(
                day,
                by.Name,
                by.Effect == DayEffect.Lost,
                day >= _rules.ProjectedFrom,
                by.Unconfirmed || day < _rules.ConfirmedFrom
            )
            {
                HoursUnknown = hoursUnknown,
            }
        );
        if (!hoursUnknown)
            return;
        SessionBreak whole = At(midnight, 0, NodaConstants.SecondsPerDay);
        if (_sessions.Count > 0 && _sessions[^1].End > whole.Start)
            throw Mistake(by, $"the session of {_sessions[^1]} reaches into {day:uuuu-MM-dd}, whose hours are unknown");
        _unknown.Add(new Interval(whole.Start, whole.End));
    }

    private void AddSession(LocalDate day, long midnight, SessionHours hours, DayPlan? plan)
    {
        int open = plan?.Open?.Time ?? hours.Open,
            close = plan?.Close?.Time ?? hours.Close;
        Piece piece = Join(Trade(midnight, open, close, hours, plan?.Close ?? plan?.Open), 0, null);
        _pending = null;
        SessionMarks marks =
            Mark(
                SessionMarks.Unconfirmed,
                hours.Unconfirmed || piece.Unconfirmed || plan is { Unconfirmed: true } || day < _rules.ConfirmedFrom
            ) | Mark(SessionMarks.Projected, day >= _rules.ProjectedFrom);
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
        if (_unknown.Count > 0 && session.Start < _unknown[^1].End)
            throw Mistake(plan?.Origin, hours, $"the session of {session} begins on a day whose hours are unknown");
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
        PlanOf(day) is var plan && (plan?.Extra is not null || _hours.IsOfWeek(day)) && plan is not { IsClosed: true };

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
}
