using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing.Checks.Arithmetic;

/// <summary>One moment by two clocks, as in <c>09:30 AM ET (14:30 UTC)</c>.</summary>
internal sealed class ClocksDisagree() : AuditCheck(AuditFamily.Arithmetic, "IKA0102", "clocks-disagree", AuditSeverity.Error)
{
    /// <summary>So many rows show how far apart two columns of times are.</summary>
    private const int FewestRows = 4;

    private const long NanosecondsOfDay = NodaConstants.NanosecondsPerDay;

    private static readonly Duration Day = Duration.FromDays(1);

    public override IEnumerable<Objection> Run(AuditContext context)
    {
        foreach (var (time, zone, other, otherZone) in context.Claims.All.SelectMany(p => Times(p).Concat(Ranges(p))))
        {
            context.Compared(time, other);
            var right = Right(time, zone, otherZone).ToList();
            if (right.Exists(t => IsNear(t.Time, other)))
                continue;
            var day = time.Day is { } known ? $" on {NodaTime.Text.LocalDatePattern.Iso.Format(known)}" : "";
            yield return At(
                other,
                $"{time.Text} is not {other.Text}{day}",
                $"{Clock(right[0].Time, other)} {otherZone.Text}",
                $"{zone.Text} is UTC{right[0].From}{day}, {otherZone.Text} is UTC{right[0].To}"
            );
        }

        foreach (var objection in context.Document.Tables.SelectMany(t => Columns(context, t)))
            yield return objection;
    }

    /// <summary>Two columns of times whose zones differ by as much in every row but one.</summary>
    private static IEnumerable<Objection> Columns(AuditContext context, ReportTable table)
    {
        var rows = table.Body.Where(r => r.Cells.Count > 1 && !r.IsQuoted).ToList();
        var both = rows.Select(r => (First: Only(context, r.Cells[0]), Second: Only(context, r.Cells[1]))).ToList();
        if (rows.Count < FewestRows || both.Exists(b => b.First is null || b.Second is null))
            yield break;
        var apart = both.Select(b => Apart(b.First!, b.Second!)).ToList();
        var (usual, count) = apart.CountBy(a => a).MaxBy(a => a.Value);
        if (count != rows.Count - 1 || usual == Duration.Zero)
            yield break;
        var odd = apart.FindIndex(a => a != usual);
        var (first, second) = (both[odd].First!, both[odd].Second!);
        context.Compared(first, second);
        var right = first.Time.PlusNanoseconds((long)usual.TotalNanoseconds);
        yield return At(
            second,
            $"{second.Text} is not {first.Text} by the other clock",
            Clock(right, second),
            $"in all other rows the second time is {Durations.Text(usual)} later"
        );
    }

    private static TimeClaim? Only(AuditContext context, Passage cell) => context.Claims.Of(cell)?.Times is [var time] ? time : null;

    private static Duration Apart(TimeClaim first, TimeClaim second) =>
        Duration.FromNanoseconds((second.Time.NanosecondOfDay - first.Time.NanosecondOfDay + NanosecondsOfDay) % NanosecondsOfDay);

    private static IEnumerable<(TimeClaim Time, ZoneMark Zone, TimeClaim Other, ZoneMark OtherZone)> Times(PassageClaims passage) =>
        from time in passage.Times
        let other = time.OtherClock
        where other is { WrittenZone: not null } && time.WrittenZone is not null
        select (time, time.WrittenZone, other, other.WrittenZone);

    /// <summary>Two ranges side by side: <c>16:00-17:50 UTC / 09:00-10:50 PDT</c>.</summary>
    private static IEnumerable<(TimeClaim Time, ZoneMark Zone, TimeClaim Other, ZoneMark OtherZone)> Ranges(PassageClaims passage) =>
        from pair in passage.Ranges.Zip(passage.Ranges.Skip(1))
        where
            pair is { First.To.WrittenZone: not null, Second.To.WrittenZone: not null }
            && pair.First.End <= pair.Second.Start
            && passage.Passage.Text.AsSpan(pair.First.End, pair.Second.Start - pair.First.End).Trim() is "/" or "("
        let zones = (First: pair.First.To.WrittenZone, Second: pair.Second.To.WrittenZone)
        where !zones.First.Text.Equals(zones.Second.Text, StringComparison.OrdinalIgnoreCase)
        from ends in new[] { (pair.First.From, pair.Second.From), (pair.First.To, pair.Second.To) }
        select (ends.Item1, zones.First, ends.Item2, zones.Second);

    /// <summary>The time by the other clock, for each zone that may be meant; without a date for winter and summer.</summary>
    private static IEnumerable<(LocalTime Time, Offset From, Offset To)> Right(TimeClaim time, ZoneMark zone, ZoneMark other)
    {
        LocalDate[] days = time.Day is { } day ? [day] : [new LocalDate(2026, 1, 15), new LocalDate(2026, 7, 15)];
        return from d in days
            from a in Own(zone)
            from b in Own(other)
            let moment = (d + time.Time).InZoneLeniently(a)
            let there = moment.ToInstant().InZone(b)
            select (there.TimeOfDay, moment.Offset, there.Offset);
    }

    /// <summary>
    /// The zones a mark may mean beside another clock. Many write EST all year round, for the clock on the wall; nobody writes EDT but for
    /// daylight time, which has one offset.
    /// </summary>
    private static IEnumerable<DateTimeZone> Own(ZoneMark zone) => zone.IsSummer ? [zone.Zones[0]] : zone.Zones;

    private static bool IsNear(LocalTime right, TimeClaim other)
    {
        var off = Duration.FromNanoseconds(right.NanosecondOfDay - other.Time.NanosecondOfDay);
        off = off < Duration.Zero ? -off : off;
        off = Duration.Min(off, Day - off);
        return off < Duration.FromMinutes(1) || (!other.HasHalf && Day / 2 - off < Duration.FromMinutes(1) && off < Day);
    }

    private static string Clock(LocalTime time, TimeClaim like) => like.HasSeconds ? $"{time:HH:mm:ss}" : $"{time:HH:mm}";
}
