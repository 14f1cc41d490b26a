using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Placing;

/// <summary>
/// Gives each statement about the market and its losses what it is about. The candidates, in order: the time beside it, the times and
/// ranges of its sentence, those of its row, item or heading, and the incident. All readings of what is found are kept: a statement is
/// wrong only if it is wrong for each of them.
/// </summary>
internal sealed partial class StatementPlacing
{
    /// <summary>So many dates of a section are looked at.</summary>
    private const int MostDates = 50;

    private readonly ReportClaims _report;
    private readonly Lazy<ReportDays> _days;
    private readonly Lazy<ReportZones> _zones;
    private readonly Lazy<TimeReadings> _readings;
    private readonly Lazy<ILookup<Section, PassageClaims>> _ofSections;

    private StatementPlacing(ReportClaims report)
    {
        _report = report;
        _days = new(() => new ReportDays(report));
        _zones = new(() => new ReportZones(report));
        _readings = new(() => new TimeReadings(report));
        _ofSections = new(() => report.All.ToLookup(p => p.Passage.Section));
    }

    /// <summary>The claims of a report whose times are placed, with their statements placed.</summary>
    public static ReportClaims Of(ReportClaims timed)
    {
        var placing = new StatementPlacing(timed);
        var isOfMarkets = new Lazy<bool>(() => timed.Document.Prose.Any(p => Markets().IsMatch(p.Text)));
        return timed.With(p =>
            p.Markets.Count + p.Impacts.Count == 0
                ? p
                : p with
                {
                    Markets = [.. p.Markets.Where(c => !c.IsWeak || isOfMarkets.Value).Select(c => placing.Place(p, c))],
                    Impacts = [.. p.Impacts.Select(c => placing.Place(p, c))],
                }
        );
    }

    private MarketClaim Place(PassageClaims claims, MarketClaim claim)
    {
        if (claim.Statement == MarketStatement.Next)
            return PlaceNext(claims, claim);
        var isDated = claims.Dates.Between(claim.Sentence.Start, claim.Sentence.End).Any();
        if (IsOfADay(claim) && !claim.IsOfItsDay && !isDated)
            return claim;
        if (claim.TimeAt is { } at && claims.Times.From(at) is { } beside)
            return RangeOf(claims, beside) is { } range && IsState(claim) ? claim with { Window = Window(range) } : With(claim, [beside]);
        if (claim.BareHour is { } hour)
            return PlaceHour(claims, claim, hour);
        if (IsState(claim) && claims.Ranges.Between(claim.Sentence.Start, claim.Sentence.End).FirstOrDefault() is { } only)
            return claim with { Window = Window(only) };
        var times = Times(claims, claim.Sentence).ToList();
        if (times.Count > 0)
            return With(claim, times);
        if (IsOfADay(claim) || claim.DateAt is not null)
            return claim with { Days = Days(claims, claim) };
        return isDated || DayName().IsMatch(claim.Sentence.Lower) ? claim with { Scope = MarketScope.Unknown }
            : claim.Scope == MarketScope.Unknown ? claim
            : _report.Window(claim.Passage.Section.Incident) is { } window ? claim with { Window = window }
            : claim.Scope == MarketScope.Before ? Earlier(claims, claim)
            : claim;
    }

    /// <summary>Of an incident whose window the report does not give: the range or the one time of the sentence before it.</summary>
    private MarketClaim Earlier(PassageClaims claims, MarketClaim claim)
    {
        if (claim.Distance is not null || claims.Sentences.LastOrDefault(s => s.End <= claim.Sentence.Start) is not { } before)
            return claim;
        return IsState(claim) && claims.Ranges.Between(before.Start, before.End).LastOrDefault() is { } range
                ? claim with
                {
                    Window = Window(range),
                }
            : Own(claims, before.Start, before.End) is { Count: 1 } times ? With(claim, times)
            : claim;
    }

    /// <summary>
    /// The next open: a time with its date or weekday, one of these alone, or a time on any of the days after the incident.
    /// </summary>
    private MarketClaim PlaceNext(PassageClaims claims, MarketClaim claim)
    {
        var time = claim.TimeAt is { } at ? claims.Times.From(at) : null;
        var reference = claim.Weekday is null && time is null ? null : _days.Value.Around(claim.Passage);
        IReadOnlyList<LocalDate> days =
            claim.DateAt is { } date && claims.Dates.From(date) is { } written ? written.Days
            : time?.WrittenDate is { } beside ? beside.Days
            : reference is not { } day ? []
            : claim.Weekday is { } weekday ? [day.Next(weekday)]
            : [.. Enumerable.Range(0, 5).Select(day.PlusDays)];
        return time is null ? claim with { Days = days } : With(claim, time, days);
    }

    private MarketClaim PlaceHour(PassageClaims claims, MarketClaim claim, LocalTime hour)
    {
        var near = Times(claims, claim.Sentence).Concat(claims.Times).FirstOrDefault();
        var day = near?.Day ?? _days.Value.Around(claim.Passage);
        var time = new TimeClaim(claim.Passage, claim.Start, claim.End, hour)
        {
            Zone = near?.Zone ?? _zones.Value.Around(claims),
            Day = day,
        };
        return day is null ? claim : With(claim, _readings.Value.Locals(time, [day.Value], isOpenHalf: true), time.Zone);
    }

    private MarketClaim With(MarketClaim claim, List<TimeClaim> times)
    {
        var placed = claim;
        foreach (var time in times)
        {
            if (TimeReadings.DaysOf(time) is not { Count: > 0 } days)
                return claim;
            placed = With(placed, time, claim.Statement == MarketStatement.Is ? [.. days, .. Near(time, claim.Sentence)] : days);
        }

        return placed;
    }

    /// <summary>
    /// The days written in the section of a time without a date in its sentence: an event of the market may be that of any of them.
    /// </summary>
    private IEnumerable<LocalDate> Near(TimeClaim time, Sentence sentence) =>
        time.WrittenDate is not null || _report.Of(time.Passage)!.Dates.Between(sentence.Start, sentence.End).Any()
            ? []
            : _ofSections.Value[time.Passage.Section].SelectMany(p => p.Dates).Take(MostDates).SelectMany(d => d.Days).Distinct();

    private MarketClaim With(MarketClaim claim, TimeClaim time, IReadOnlyList<LocalDate> days)
    {
        List<LocalDateTime> locals = [.. _readings.Value.Locals(time, days, isOpenHalf: false)];
        var isTold = time.WrittenZone is not null || _zones.Value.Told(_report.Of(time.Passage)!) is not null;
        var placed = With(claim, locals, time.Zone);
        return isTold || time.Zone is null ? placed : placed with { WallMoments = [.. placed.WallMoments, .. locals] };
    }

    private static MarketClaim With(MarketClaim claim, IEnumerable<LocalDateTime> locals, ZoneMark? zone) =>
        zone is null
            ? claim with
            {
                LocalMoments = [.. claim.LocalMoments, .. locals],
            }
            : claim with
            {
                Moments = [.. claim.Moments, .. locals.SelectMany(l => zone.Zones.Select(z => l.InZoneLeniently(z).ToInstant()))],
            };

    private static bool IsState(MarketClaim claim) =>
        claim.Statement
            is MarketStatement.Open
                or MarketStatement.Closed
                or MarketStatement.Pre
                or MarketStatement.Post
                or MarketStatement.Break
                or MarketStatement.NoMinute
        || claim is { Statement: MarketStatement.Before, Event: MarketEvent.Open, Distance: null }
        || claim is { Statement: MarketStatement.After, Event: MarketEvent.Close, Distance: null };

    private static bool IsOfADay(MarketClaim claim) =>
        claim.Statement is MarketStatement.Holiday or MarketStatement.Weekend or MarketStatement.ShortDay;

    private IReadOnlyList<LocalDate> Days(PassageClaims claims, MarketClaim claim)
    {
        if (claim.DateAt is { } at && claims.Dates.From(at) is { } beside)
            return beside.Days;
        var before = claims.Sentences.LastOrDefault(s => s.End <= claim.Sentence.Start);
        var dates = claims.Dates.Between(before?.Start ?? claim.Sentence.Start, claim.Sentence.End).ToList();
        return dates.Count > 0 ? [.. dates.SelectMany(d => d.Days)]
            : claim.IsOfItsDay && _days.Value.Around(claim.Passage) is { } day ? [day]
            : [];
    }

    private ImpactClaim Place(PassageClaims claims, ImpactClaim claim)
    {
        var times = Times(claims, claim.Sentence).Select(t => t.Instant).ToList();
        var window =
            claims.Ranges.Between(claim.Sentence.Start, claim.Sentence.End).Select(r => r.Window).FirstOrDefault(w => w is not null)
            ?? (
                times.Count > 1 && times.TrueForAll(t => t is not null) && times.Min() < times.Max()
                    ? new Interval(times.Min(), times.Max())
                    : (Interval?)null
            )
            ?? (times.Count == 0 ? _report.Window(claim.Passage.Section.Incident) : null);
        return claim with { Window = window };
    }

    /// <summary>
    /// The times of a sentence but for those that say when the market itself opens or closes; without any those of its row, of the
    /// beginning of its item, or of its heading.
    /// </summary>
    private IEnumerable<TimeClaim> Times(PassageClaims claims, Sentence sentence)
    {
        var times = Own(claims, sentence.Start, sentence.End);
        if (times.Count > 0)
            return times;
        if (claims.Passage.Row is { } row)
            return [.. row.Cells.Take(ReportDays.MostColumns).SelectMany(c => _report.Of(c)?.Times ?? [])];
        if (ReferenceEquals(claims.Passage.Item?.First, claims.Passage) && claims.Times.Count > 0 && claims.Times[0].Start < 24)
            return [claims.Times[0]];
        return claims.Passage.Section.Heading is { } heading && !ReferenceEquals(heading, claims.Passage)
            ? _report.Of(heading)?.Times ?? []
            : [];
    }

    /// <summary>The times of a stretch of a passage, but for those that say when the market itself opens or closes.</summary>
    private static List<TimeClaim> Own(PassageClaims claims, int start, int end)
    {
        var events = claims
            .Markets.Where(m => m.TimeAt is not null && m.Statement is MarketStatement.Is or MarketStatement.Next)
            .Select(m => m.TimeAt!.Value)
            .ToHashSet();
        return [.. claims.Times.Between(start, end).Where(t => !events.Contains(t.Start))];
    }

    /// <summary>From "4:00-5:00 PM": the half that only the end has is that of the beginning too, if it lies before it then.</summary>
    private static Interval? Window(RangeClaim range) =>
        range is { From.HasHalf: false, To.HasHalf: true, Window: { } window }
        && range.To.Time.Hour >= 12
        && window.Duration > Duration.FromHours(12)
            ? new Interval(window.Start + Duration.FromHours(12), window.End)
            : range.Window;

    private static RangeClaim? RangeOf(PassageClaims claims, TimeClaim time) =>
        claims.Ranges.FirstOrDefault(r => r.From.Start == time.Start || r.To.Start == time.Start);

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DayName();

    /// <summary>Words by which a report shows that it speaks of markets that trade in sessions.</summary>
    [GeneratedRegex(
        @"\b(?:NYSE|Nasdaq|Xetra|LSE|bourse|stock exchanges?|markets?|traders?|trading|trades|brokers?|brokerage|equit(?:y|ies)|RTH"
            + @"|pre-?market|opening bell|closing bell|feeds?|orders?|quotes?|fills|positions|tickers?|symbols)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Markets();
}
