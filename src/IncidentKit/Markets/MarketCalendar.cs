using System.Collections.Immutable;
using IncidentKit.Basics;
using IncidentKit.Inputs;
using NodaTime;

namespace IncidentKit.Markets;

/// <summary>
/// The sessions of one market and what they say about an instant or a window. A calendar knows the
/// instants of <see cref="Known"/>. About all others it answers <see cref="MarketPhase.Unknown"/>,
/// unknown minutes or null, and never guesses. It does not change and may be shared between threads.
/// </summary>
public sealed class MarketCalendar
{
    private readonly CalendarRules _rules;
    private readonly TradingSession[] _sessions;
    private readonly ClosedDay[] _closed;
    private readonly Interval[] _unknown;
    private readonly PhaseTable _phases;
    private readonly SortedTicks _starts;
    private readonly SortedTicks _opens;
    private readonly SortedTicks _closes;
    private readonly SortedTicks _ends;

    /// <summary>The stretches of a session before, between and after its breaks, in which bars begin anew.</summary>
    private readonly SortedTicks _partStarts;
    private readonly SortedTicks _partEnds;

    internal MarketCalendar(CalendarRules rules)
    {
        _rules = rules;
        (_sessions, _closed, _unknown) = SessionBuilder.Build(rules);
        Known = new Interval(
            Evening(rules.ValidFrom, rules.Hours[0]),
            Evening(rules.ValidThrough.PlusDays(1), rules.Hours.Last(h => h.Days.IsEmpty))
        );
        _phases = new PhaseTable(SortedTicks.Floor(Known.Start), SortedTicks.Floor(Known.End), _sessions, _unknown);
        _starts = Ticks(s => s.Start);
        _opens = Ticks(s => s.Open);
        _closes = Ticks(s => s.Close);
        _ends = Ticks(s => s.End);
        _partStarts = new SortedTicks([
            .. _sessions.SelectMany(s => s.Breaks.Select(b => b.End).Prepend(s.Open)).Select(SortedTicks.Floor),
        ]);
        _partEnds = new SortedTicks([
            .. _sessions.SelectMany(s => s.Breaks.Select(b => b.Start).Append(s.Close)).Select(SortedTicks.Floor),
        ]);
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

    /// <summary>Reads a calendar file from the disk.</summary>
    /// <exception cref="InputException">The file is wrong or cannot be read; the message names it, with line and column.</exception>
    public static MarketCalendar Load(string path) => new(CalendarReader.Read(YamlSource.Load(path)));

    /// <summary>Whether the calendar knows a label, its hours included.</summary>
    public bool Knows(LocalDate label) => label >= ValidFrom && label <= ValidThrough && !ClosedDays(label, label).Any(d => d.HoursUnknown);

    /// <summary>Whether the calendar knows all of a window.</summary>
    public bool Knows(Interval window) => window.HasStart && window.HasEnd && Knows(window.Start, window.End);

    /// <summary>The known sessions with labels from <paramref name="from"/> to <paramref name="to"/>, both inclusive, in order.</summary>
    public IReadOnlyList<TradingSession> Sessions(LocalDate from, LocalDate to) => Between(_sessions, s => s.Label, from, to);

    /// <summary>
    /// The known days of the market's regular week without a session, and the days with a session at unknown hours, in order.
    /// <paramref name="from"/> and <paramref name="to"/> are both inclusive.
    /// </summary>
    public IReadOnlyList<ClosedDay> ClosedDays(LocalDate from, LocalDate to) => Between(_closed, d => d.Date, from, to);

    /// <summary>The phase at an instant.</summary>
    public MarketPhase PhaseAt(Instant instant) => _phases.At(SortedTicks.Floor(instant));

    /// <summary>The session of which some phase holds the instant; null when closed or unknown.</summary>
    public TradingSession? SessionAt(Instant instant) =>
        _ends.CountThrough(SortedTicks.Floor(instant)) is var i && i < _sessions.Length && _sessions[i].Start <= instant
            ? _sessions[i]
            : null;

    /// <summary>The first open after an instant; null if the calendar does not know it.</summary>
    public Instant? NextOpen(Instant instant) => Next(instant, _opens);

    /// <summary>The last open at or before an instant; null if the calendar does not know it.</summary>
    public Instant? PreviousOpen(Instant instant) => Previous(instant, _opens);

    /// <summary>The first close after an instant; null if the calendar does not know it.</summary>
    public Instant? NextClose(Instant instant) => Next(instant, _closes);

    /// <summary>The last close at or before an instant; null if the calendar does not know it.</summary>
    public Instant? PreviousClose(Instant instant) => Previous(instant, _closes);

    /// <summary>
    /// The first instant of phase <see cref="MarketPhase.Regular"/> at or after an
    /// instant. The end of a break counts. Null if the calendar does not know it.
    /// </summary>
    public Instant? NextTradable(Instant instant) =>
        PhaseAt(instant) == MarketPhase.Regular ? instant
        : _phases.NextRegular(SortedTicks.Floor(instant)) is { } tick ? Instant.FromUnixTimeTicks(tick)
        : null;

    /// <summary>
    /// Whole minutes by phase of [<paramref name="start"/>, <paramref name="end"/>).
    /// All are zero if the end does not lie after the start. Allocates nothing.
    /// </summary>
    public PhaseMinutes MinutesBetween(Instant start, Instant end) => _phases.Minutes(SortedTicks.Ceiling(start), SortedTicks.Ceiling(end));

    /// <summary>
    /// All that a window has in common with the market. A window without a start or an end reaches to the first or last instant there is.
    /// </summary>
    public MarketOverlap Overlap(Interval window)
    {
        var (start, end) = Bounds(window);
        ImmutableArray<SessionOverlap> touched =
        [
            .. Touched(start, end).Select(s => new SessionOverlap(s, MinutesBetween(Instant.Max(start, s.Start), Instant.Min(end, s.End)))),
        ];
        return new MarketOverlap(
            MinutesBetween(start, end),
            touched,
            SessionsTouched(window),
            Inside(_opens, start, end),
            Inside(_closes, start, end),
            [.. ClosedDays(Date(start), Date(end)).Where(d => d.Lost && StartOf(d.Date) < end && StartOf(d.Date.PlusDays(1)) > start)],
            Knows(start, end)
        );
    }

    /// <summary>How many sessions share an instant with a window between their open and their close, breaks included.</summary>
    public int SessionsTouched(Interval window)
    {
        var (start, end) = Bounds(window);
        return start < end ? _opens.CountBefore(SortedTicks.Ceiling(end)) - _closes.CountThrough(SortedTicks.Floor(start)) : 0;
    }

    /// <summary>
    /// How many bars share an instant with a window. Bars begin at each open and again at the end of each planned
    /// break, every <paramref name="barLength"/>. The last one before a break or the close may be shorter.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public long BarsTouched(Interval window, Duration barLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(barLength, Duration.Zero);
        var (start, end) = Bounds(window);
        long from = SortedTicks.Floor(start),
            to = SortedTicks.Ceiling(end),
            length = barLength.BclCompatibleTicks,
            bars = 0;
        for (int i = _partEnds.CountThrough(from); from < to && i < _partStarts.Length && _partStarts[i] < to; i++)
        {
            long first = Math.Max(0, from - _partStarts[i]),
                last = Math.Min(to, _partEnds[i]) - _partStarts[i];
            bars += ((last + length - 1) / length) - (first / length);
        }

        return bars;
    }

    /// <summary>The calendar's code and version.</summary>
    public override string ToString() => $"{Id} {Version}";

    private bool Knows(Instant start, Instant end) => start >= Known.Start && end <= Known.End && !IsUnknownWithin(start, end);

    /// <summary>Whether [start, end) touches a day whose hours are unknown.</summary>
    private bool IsUnknownWithin(Instant start, Instant end)
    {
        foreach (Interval day in _unknown)
        {
            if (day.Start < end && day.End > start)
                return true;
        }

        return false;
    }

    private static (Instant Start, Instant End) Bounds(Interval window) =>
        (window.HasStart ? window.Start : Instant.MinValue, window.HasEnd ? window.End : Instant.MaxValue);

    /// <summary>The sessions of which some phase shares an instant with [start, end).</summary>
    private ArraySegment<TradingSession> Touched(Instant start, Instant end)
    {
        int first = _ends.CountThrough(SortedTicks.Floor(start)),
            last = _starts.CountBefore(SortedTicks.Ceiling(end));
        return new ArraySegment<TradingSession>(_sessions, first, start < end ? Math.Max(0, last - first) : 0);
    }

    private static ImmutableArray<Instant> Inside(SortedTicks ticks, Instant start, Instant end)
    {
        int first = ticks.CountBefore(SortedTicks.Ceiling(start)),
            last = ticks.CountBefore(SortedTicks.Ceiling(end));
        return [.. Enumerable.Range(first, Math.Max(0, last - first)).Select(i => Instant.FromUnixTimeTicks(ticks[i]))];
    }

    private Instant? Next(Instant instant, SortedTicks ticks) =>
        instant >= Known.Start
        && ticks.CountThrough(SortedTicks.Floor(instant)) is var i
        && i < ticks.Length
        && Instant.FromUnixTimeTicks(ticks[i]) is var next
        && !IsUnknownWithin(instant, next)
            ? next
            : null;

    private Instant? Previous(Instant instant, SortedTicks ticks) =>
        instant < Known.End
        && ticks.CountThrough(SortedTicks.Floor(instant)) is var i
        && i > 0
        && Instant.FromUnixTimeTicks(ticks[i - 1]) is var previous
        && !IsUnknownWithin(previous, instant + Duration.Epsilon)
            ? previous
            : null;

    private SortedTicks Ticks(Func<TradingSession, Instant> key) => new(Array.ConvertAll(_sessions, s => SortedTicks.Floor(key(s))));

    private static ArraySegment<T> Between<T>(T[] days, Func<T, LocalDate> key, LocalDate from, LocalDate to)
    {
        int first = days.CountBefore(from, (d, date) => key(d) < date),
            last = days.CountBefore(to, (d, date) => key(d) <= date);
        return new ArraySegment<T>(days, first, Math.Max(0, last - first));
    }

    /// <summary>When a day begins for the market: at midnight, or on the evening before where its sessions open then.</summary>
    private Instant Evening(LocalDate day, SessionHours hours) =>
        TimeZone.AtLeniently(day.AtMidnight().PlusSeconds(Math.Min(0, hours.Open))).ToInstant();

    private Instant StartOf(LocalDate day) => TimeZone.AtStartOfDay(day).ToInstant();

    private LocalDate Date(Instant instant) => Instant.Max(Known.Start, Instant.Min(Known.End, instant)).InZone(TimeZone).Date;
}
