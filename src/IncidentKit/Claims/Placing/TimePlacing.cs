using NodaTime;

namespace IncidentKit.Claims.Placing;

/// <summary>Gives each time the day and the zone that hold for it.</summary>
internal static class TimePlacing
{
    /// <summary>The claims of a report as they were read, with their times placed.</summary>
    public static ReportClaims Of(ReportClaims read)
    {
        var days = new ReportDays(read);
        var zones = new ReportZones(read);
        return read.With(p => p.Times.Count == 0 ? p : Place(p, days, zones));
    }

    private static PassageClaims Place(PassageClaims claims, ReportDays reportDays, ReportZones reportZones)
    {
        var around = new Lazy<(LocalDate? Day, ZoneMark? Zone)>(() => (reportDays.Around(claims.Passage), reportZones.Around(claims)));
        var row = new Lazy<DateClaim?>(() => reportDays.OfRow(claims.Passage));
        var first = claims.Dates.Count > 0 && claims.Dates.Select(d => d.Day).Distinct().Take(2).Count() == 1 ? claims.Dates[0].Day : null;
        var zones = claims.Times.Select(t => t.WrittenZone ?? around.Value.Zone).ToArray();
        var days = claims
            .Times.Select(t =>
                t.WrittenDate is { } written ? written.Day
                : claims.Dates.Before(t.Start) is { } before ? before.Day
                : Behind(claims, t) ?? around.Value.Day ?? first
            )
            .ToArray();
        var ranges = claims.Ranges.Select(r => (From: claims.Times.IndexAt(r.From.Start), To: claims.Times.IndexAt(r.To.Start))).ToList();
        foreach (var (from, to) in ranges)
            PlaceRange(claims.Times, from, to, zones, days);
        List<TimeClaim> times =
        [
            .. claims.Times.Select(
                (t, i) => t with { Zone = zones[i], Day = days[i], StatedDays = (t.WrittenDate ?? row.Value)?.Days ?? [] }
            ),
        ];
        return claims with { Times = times, Ranges = [.. ranges.Select(r => new RangeClaim(times[r.From], times[r.To]))] };
    }

    /// <summary>The day of the only date of the sentence, which stands behind the time.</summary>
    private static LocalDate? Behind(PassageClaims claims, TimeClaim time) =>
        claims.SentenceOf(time) is { } sentence
        && claims.Dates.Between(time.End, sentence.End).Select(d => d.Day).Distinct().Take(2).ToList() is [var day]
            ? day
            : null;

    /// <summary>The zone behind a range is that of both its times; a range that ends before it begins ends on the next day.</summary>
    private static void PlaceRange(IReadOnlyList<TimeClaim> times, int start, int end, ZoneMark?[] zones, LocalDate?[] days)
    {
        TimeClaim from = times[start],
            to = times[end];
        if (from.WrittenZone is null && to.WrittenZone is { } zone)
            zones[start] = zone;
        if (to.WrittenDate is null && days[start] is { } day && days[end] == day && from.HasHalf && to.HasHalf && to.Time < from.Time)
            days[end] = day.PlusDays(1);
    }
}
