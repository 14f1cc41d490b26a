using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>
/// How long a log is usually silent, by half-hour of the day and session, learnt from its past. A few bad days in the past change
/// nothing. For each half-hour, the usual silence is the median over days of the longest silence that touches it. The spread is
/// 1.4826 times the median distance from that, at least a minute (the median absolute deviation; Rousseeuw and Croux, 1993). A
/// silence is longer than usual when it exceeds the median by more than three spreads in every half-hour that it touches.
/// </summary>
internal sealed class SilenceBaseline
{
    private const double NormalSpread = 1.4826;
    private const int Spreads = 3;

    /// <summary>Fewer days say nothing about what is usual.</summary>
    private const int FewestDays = 3;

    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Slot = Duration.FromMinutes(30);

    private readonly Dictionary<(string Session, int Slot), (Duration Usual, Duration Limit, int Days)> _usual = [];
    private readonly DateTimeZone _zone;
    private readonly Func<Instant, string> _session;

    /// <summary>Learns from the past.</summary>
    /// <param name="history">The minutes that had events, in order.</param>
    /// <param name="looked">
    /// What of the past was looked at, in order. Best are the weeks before what is to be judged, without that itself.
    /// </param>
    /// <param name="zone">The zone of the time of day.</param>
    /// <param name="session">Names the session at an instant, <c>regular</c> or <c>weekend</c>: days are compared within one.</param>
    public SilenceBaseline(
        IReadOnlyList<MinuteCount> history,
        IReadOnlyList<Interval> looked,
        DateTimeZone zone,
        Func<Instant, string> session
    )
    {
        (_zone, _session) = (zone, session);
        var longest = new Dictionary<(string, int), Dictionary<LocalDate, Duration>>();
        foreach (var (key, date) in looked.SelectMany(Slots))
            At(key)[date] = Duration.Zero;
        foreach (var silence in looked.SelectMany(window => Silences(history, window)))
        {
            foreach (var (key, date) in Slots(silence))
                At(key)[date] = Duration.Max(At(key).GetValueOrDefault(date), silence.Duration);
        }

        foreach (var (key, days) in longest.Where(slot => slot.Value.Count >= FewestDays))
        {
            var usual = Median(days.Values);
            var spread = Median(days.Values.Select(length => length > usual ? length - usual : usual - length)) * NormalSpread;
            _usual.Add(key, (usual, usual + Duration.Max(spread, Minute) * Spreads, days.Count));
        }

        Dictionary<LocalDate, Duration> At((string, int) key)
        {
            if (!longest.TryGetValue(key, out var days))
                longest.Add(key, days = []);
            return days;
        }
    }

    /// <summary>Whether the past says of any time what is usual.</summary>
    public bool SaysAnything => _usual.Count > 0;

    /// <summary>The silences longer than usual, in order; and those, of two minutes or more, of which the past says nothing.</summary>
    /// <param name="minutes">The minutes that have events, in order.</param>
    /// <param name="window">What was looked at: minutes in it that are not among <paramref name="minutes"/> are silent.</param>
    public IEnumerable<SilentSpan> LongerThanUsual(IReadOnlyList<MinuteCount> minutes, Interval window)
    {
        foreach (var silence in Silences(minutes, window))
        {
            var known = Slots(silence).Select(slot => _usual.GetValueOrDefault(slot.Key)).Where(usual => usual.Days > 0).ToList();
            if (known.Count == 0 && silence.Duration > Minute)
                yield return new SilentSpan(silence, Duration.Zero, Duration.Zero, 0);
            if (known.Count > 0 && known.MaxBy(usual => usual.Limit) is var longest && silence.Duration > longest.Limit)
                yield return new SilentSpan(silence, longest.Usual, longest.Limit, longest.Days);
        }
    }

    /// <summary>The stretches of minutes without events.</summary>
    private static IEnumerable<Interval> Silences(IReadOnlyList<MinuteCount> minutes, Interval window)
    {
        var from = window.Start;
        for (
            var i = MinuteCount.IndexOf(minutes, window.Start - Minute + Duration.Epsilon);
            i < minutes.Count && minutes[i].Minute < window.End;
            i++
        )
        {
            if (minutes[i].Minute > from)
                yield return new Interval(from, minutes[i].Minute);
            from = minutes[i].End;
        }

        if (from < window.End)
            yield return new Interval(from, window.End);
    }

    /// <summary>The half-hours that a time touches, with their day.</summary>
    private IEnumerable<((string Session, int Slot) Key, LocalDate Date)> Slots(Interval time)
    {
        // All zones change by whole quarters of an hour, so half-hours of UTC stay within or across a boundary in the same way all day.
        var slots = time.Start.ToUnixTimeTicks() / Slot.BclCompatibleTicks;
        for (var at = Instant.FromUnixTimeTicks(slots * Slot.BclCompatibleTicks); at < time.End; at += Slot)
        {
            var local = at.InZone(_zone);
            yield return ((_session(at), (int)(local.TimeOfDay.TickOfDay / Slot.BclCompatibleTicks)), local.Date);
        }
    }

    private static Duration Median(IEnumerable<Duration> lengths)
    {
        var sorted = lengths.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
