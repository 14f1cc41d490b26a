using System.Collections.Immutable;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>
/// The sessions of one market and what they say about an instant or a window. A calendar knows the instants of <see cref="Known"/>; about all others it
/// answers <see cref="MarketPhase.Unknown"/>, unknown minutes or null, and never guesses. It does not change and may be shared between threads.
/// </summary>
public sealed class MarketCalendar
{
    private readonly CalendarRules _rules;
    private readonly TradingSession[] _sessions;
    private readonly ClosedDay[] _closed;
    private readonly PhaseTable _phases;

    internal MarketCalendar(CalendarRules rules)
    {
        _rules = rules;
        (_sessions, _closed) = SessionBuilder.Build(rules);
        Known = new Interval(Evening(rules.ValidFrom, rules.Hours[0]), Evening(rules.ValidThrough.PlusDays(1), rules.Hours[^1]));
        _phases = new PhaseTable(PhaseTable.Ticks(Known.Start), PhaseTable.Ticks(Known.End), _sessions);
    }

    /// <summary>The market's code, as a rule its ISO 10383 MIC.</summary>
    public string Id => _rules.Id;

    /// <summary>The market's name.</summary>
    public string Name => _rules.Name;

    /// <summary>Other codes for the same sessions.</summary>
    public ImmutableArray<string> Aliases => _rules.Aliases;

    /// <summary>The version of the calendar's data.</summary>
    public string Version => _rules.Version;

    /// <summary>The zone of the market's wall clock and of its session labels.</summary>
    public DateTimeZone TimeZone => _rules.Zone;

    /// <summary>The first label the calendar knows.</summary>
    public LocalDate ValidFrom => _rules.ValidFrom;

    /// <summary>The last label the calendar knows, inclusive.</summary>
    public LocalDate ValidThrough => _rules.ValidThrough;

    /// <summary>The first label that follows from rules alone; null if all are announced.</summary>
    public LocalDate? ProjectedFrom => _rules.ProjectedFrom <= ValidThrough ? _rules.ProjectedFrom : null;

    /// <summary>What the times do not show and a report should.</summary>
    public ImmutableArray<CalendarNote> Notes => _rules.Notes;

    /// <summary>Where the facts are from.</summary>
    public ImmutableArray<string> Sources => _rules.Sources;

    /// <summary>The SHA-256 of the calendar file, in lower-case hexadecimal digits.</summary>
    public string Sha256 => _rules.Source.Sha256;

    /// <summary>The instants the calendar knows, half-open: the labels' days, and the evening before where sessions open then.</summary>
    public Interval Known { get; }

    /// <summary>Reads a calendar file.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">Its content, YAML.</param>
    /// <exception cref="InputException">The file is wrong; the message names line and column.</exception>
    public static MarketCalendar Parse(string name, string text) => new(CalendarReader.Read(YamlSource.Of(name, text)));

    /// <summary>Whether the calendar knows a label.</summary>
    public bool Knows(LocalDate label) => label >= ValidFrom && label <= ValidThrough;

    /// <summary>Whether the calendar knows all of a window.</summary>
    public bool Knows(Interval window) => window.HasStart && window.HasEnd && window.Start >= Known.Start && window.End <= Known.End;

    /// <summary>The known sessions with labels from <paramref name="from"/> to <paramref name="to"/>, both inclusive, in order.</summary>
    public IReadOnlyList<TradingSession> Sessions(LocalDate from, LocalDate to) => Between(_sessions, s => s.Label, from, to);

    /// <summary>The known days of the market's regular week without a session, from <paramref name="from"/> to <paramref name="to"/>, both inclusive, in order.</summary>
    public IReadOnlyList<ClosedDay> ClosedDays(LocalDate from, LocalDate to) => Between(_closed, d => d.Date, from, to);

    /// <summary>The phase at an instant.</summary>
    public MarketPhase PhaseAt(Instant instant) => _phases.At(PhaseTable.Ticks(instant));

    /// <summary>The session of which some phase holds the instant; null when closed or unknown.</summary>
    public TradingSession? SessionAt(Instant instant) =>
        After(instant, s => s.End) is var i && i < _sessions.Length && _sessions[i].Start <= instant ? _sessions[i] : null;

    /// <summary>The first open after an instant; null if the calendar does not know it.</summary>
    public Instant? NextOpen(Instant instant) => Next(instant, s => s.Open);

    /// <summary>The last open at or before an instant; null if the calendar does not know it.</summary>
    public Instant? PreviousOpen(Instant instant) => Previous(instant, s => s.Open);

    /// <summary>The first close after an instant; null if the calendar does not know it.</summary>
    public Instant? NextClose(Instant instant) => Next(instant, s => s.Close);

    /// <summary>The last close at or before an instant; null if the calendar does not know it.</summary>
    public Instant? PreviousClose(Instant instant) => Previous(instant, s => s.Close);

    /// <summary>The first instant of phase <see cref="MarketPhase.Regular"/> at or after an instant, the end of a break included; null if the calendar does not know it.</summary>
    public Instant? NextTradable(Instant instant) =>
        PhaseAt(instant) == MarketPhase.Regular ? instant
        : _phases.NextRegular(PhaseTable.Ticks(instant)) is { } tick ? Instant.FromUnixTimeTicks(tick)
        : null;

    /// <summary>Whole minutes by phase of [<paramref name="start"/>, <paramref name="end"/>); all zero if the end does not lie after the start. Allocates nothing.</summary>
    public PhaseMinutes MinutesBetween(Instant start, Instant end) => _phases.Minutes(PhaseTable.TicksUp(start), PhaseTable.TicksUp(end));

    /// <summary>All a window has in common with the market. A window without a start or an end reaches to the first or last instant there is.</summary>
    public MarketOverlap Overlap(Interval window)
    {
        var (start, end) = Bounds(window);
        var touched = ImmutableArray.CreateBuilder<SessionOverlap>();
        int sessions = 0;
        foreach (TradingSession session in Touched(start, end))
        {
            touched.Add(new SessionOverlap(session, MinutesBetween(Instant.Max(start, session.Start), Instant.Min(end, session.End))));
            if (session.Open < end && session.Close > start)
                sessions++;
        }

        return new MarketOverlap(
            MinutesBetween(start, end),
            touched.ToImmutable(),
            sessions,
            [.. touched.Select(t => t.Session.Open).Where(o => o >= start && o < end)],
            [.. Between(start, end, s => s.Close)],
            [.. ClosedDays(Date(start), Date(end)).Where(d => d.Lost && StartOf(d.Date) < end && StartOf(d.Date.PlusDays(1)) > start)],
            start >= Known.Start && end <= Known.End);
    }

    /// <summary>How many sessions share an instant with a window between their open and their close, breaks included.</summary>
    public int SessionsTouched(Interval window)
    {
        var (start, end) = Bounds(window);
        return Touched(start, end).Count(s => s.Open < end && s.Close > start);
    }

    /// <summary>
    /// How many bars share an instant with a window. Bars begin at each open and again at the end of each planned break, every <paramref name="barLength"/>;
    /// the last one before a break or the close may be shorter.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public long BarsTouched(Interval window, Duration barLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(barLength, Duration.Zero);
        var (start, end) = Bounds(window);
        long from = PhaseTable.Ticks(start), to = PhaseTable.TicksUp(end), length = barLength.BclCompatibleTicks, bars = 0;
        foreach (TradingSession session in Touched(start, end))
        {
            long open = PhaseTable.Ticks(session.Open);
            foreach (SessionBreak pause in session.Breaks)
            {
                bars += Bars(open, PhaseTable.Ticks(pause.Start));
                open = PhaseTable.Ticks(pause.End);
            }

            bars += Bars(open, PhaseTable.Ticks(session.Close));
        }

        return bars;

        long Bars(long open, long close)
        {
            long first = Math.Max(from, open) - open, last = Math.Min(to, close) - open;
            return last <= first ? 0 : ((last + length - 1) / length) - (first / length);
        }
    }

    /// <summary>The calendar's code and version.</summary>
    public override string ToString() => $"{Id} {Version}";

    private static (Instant Start, Instant End) Bounds(Interval window) =>
        (window.HasStart ? window.Start : Instant.MinValue, window.HasEnd ? window.End : Instant.MaxValue);

    /// <summary>The sessions of which some phase shares an instant with [start, end).</summary>
    private ArraySegment<TradingSession> Touched(Instant start, Instant end)
    {
        int first = After(start, s => s.End), last = first;
        while (start < end && last < _sessions.Length && _sessions[last].Start < end)
            last++;
        return new ArraySegment<TradingSession>(_sessions, first, last - first);
    }

    private IEnumerable<Instant> Between(Instant start, Instant end, Func<TradingSession, Instant> key) =>
        _sessions.Skip(Before(_sessions, s => key(s) < start)).Select(key).TakeWhile(at => at < end);

    private static ArraySegment<T> Between<T>(T[] days, Func<T, LocalDate> key, LocalDate from, LocalDate to)
    {
        int first = Before(days, d => key(d) < from), last = Before(days, d => key(d) <= to);
        return new ArraySegment<T>(days, first, Math.Max(0, last - first));
    }

    private Instant? Next(Instant instant, Func<TradingSession, Instant> key) =>
        instant >= Known.Start && After(instant, key) is var i && i < _sessions.Length ? key(_sessions[i]) : null;

    private Instant? Previous(Instant instant, Func<TradingSession, Instant> key) =>
        instant < Known.End && After(instant, key) is var i && i > 0 ? key(_sessions[i - 1]) : null;

    /// <summary>The index of the first session whose key lies after an instant.</summary>
    private int After(Instant instant, Func<TradingSession, Instant> key) => Before(_sessions, s => key(s) <= instant);

    /// <summary>How many items at the beginning of a sorted array fulfil a condition that the others do not.</summary>
    private static int Before<T>(T[] items, Func<T, bool> isBefore)
    {
        int low = 0, high = items.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (isBefore(items[middle]))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>When a day begins for the market: at midnight, or on the evening before where its sessions open then.</summary>
    private Instant Evening(LocalDate day, SessionHours hours) =>
        TimeZone.AtLeniently(day.AtMidnight().PlusSeconds(Math.Min(0, hours.Open))).ToInstant();

    private Instant StartOf(LocalDate day) => TimeZone.AtStartOfDay(day).ToInstant();

    private LocalDate Date(Instant instant) => Instant.Max(Known.Start, Instant.Min(Known.End, instant)).InZone(TimeZone).Date;
}
