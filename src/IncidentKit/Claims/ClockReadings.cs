using NodaTime;

namespace IncidentKit.Claims;

/// <summary>
/// What two times of a report may mean together. A time without AM or PM may be half a day later, a date may have its day first or its
/// month
/// first, a zone's mark may be its offset or the wall clock, and the zone of the one may hold for the other. Each is a convention of the
/// report, so both times are read by the same one.
/// </summary>
internal static class ClockReadings
{
    private static readonly Duration Day = Duration.FromDays(1);

    /// <summary>All differences there may be from one time to another, less than none where the second lies before the first.</summary>
    /// <param name="from">The one.</param>
    /// <param name="to">The other.</param>
    /// <returns>Empty where a day or zone is missing. In whole days where only dates are written.</returns>
    public static IReadOnlyList<Duration> Differences(TimeClaim from, TimeClaim to)
    {
        var days = Days(from.StatedDays, to.StatedDays).ToList();
        return days.Count == 0
            ? []
            : [.. Clocks(from, to, days[0].From).SelectMany(c => days.Select(d => c + Between(d.From, d.To))).Distinct()];
    }

    /// <summary>
    /// All lengths there may be from one time to a later one. Where the days are not written, an end before its beginning is of a day
    /// after,
    /// and whole days may lie between them. Empty where it cannot be told.
    /// </summary>
    /// <param name="from">The beginning.</param>
    /// <param name="to">The end.</param>
    /// <param name="longest">Beyond this, whole days are not tried.</param>
    public static IReadOnlyList<Duration> Lengths(TimeClaim from, TimeClaim to, Duration longest)
    {
        if (from.StatedDays.Count > 0 && to.StatedDays.Count > 0)
            return [.. Differences(from, to).Where(d => d >= Duration.Zero)];
        var lengths = new List<Duration>();
        foreach (var clock in Clocks(from, to, from.Day))
        {
            var length = clock;
            while (length < Duration.Zero)
                length += Day;
            lengths.Add(length);
            if (longest > Day / 2 && longest < Day * 60)
                lengths.AddRange(Enumerable.Range(1, (int)longest.TotalDays + 1).Select(n => length + (Day * n)));
        }

        return lengths;
    }

    /// <summary>The days that dates may mean: both with the day first, or both with the month first.</summary>
    public static IEnumerable<(LocalDate From, LocalDate To)> Days(IReadOnlyList<LocalDate> from, IReadOnlyList<LocalDate> to) =>
        from.Count == to.Count ? from.Zip(to) : from.SelectMany(f => to.Select(t => (f, t)));

    /// <summary>The differences of the clocks alone, on one day.</summary>
    private static IEnumerable<Duration> Clocks(TimeClaim from, TimeClaim to, LocalDate? day)
    {
        var clock = Duration.FromNanoseconds(to.Time.NanosecondOfDay - from.Time.NanosecondOfDay);
        Duration[] halves = from.HasHalf && to.HasHalf ? [Duration.Zero] : [Duration.Zero, Day / 2, -(Day / 2)];
        return Zones(from, to, day).Distinct().SelectMany(zone => halves.Select(half => clock + zone + half));
    }

    /// <summary>By how much the zones of two times put them apart: nothing where one zone may hold for both.</summary>
    private static IEnumerable<Duration> Zones(TimeClaim from, TimeClaim to, LocalDate? day)
    {
        if (from.WrittenZone is null || to.WrittenZone is null || from.WrittenZone.Text == to.WrittenZone.Text)
            yield return Duration.Zero;
        if (from.Zone is not { } fromZone || to.Zone is not { } toZone || fromZone.Text == toZone.Text || day is not { } at)
            yield break;
        foreach (var a in fromZone.Zones)
        {
            foreach (var b in toZone.Zones)
                yield return Offset(a, at, from) - Offset(b, at, to);
        }
    }

    private static Duration Offset(DateTimeZone zone, LocalDate day, TimeClaim time) =>
        Duration.FromSeconds((day + time.Time).InZoneLeniently(zone).Offset.Seconds);

    private static Duration Between(LocalDate from, LocalDate to) => Duration.FromDays(Period.DaysBetween(from, to));
}
