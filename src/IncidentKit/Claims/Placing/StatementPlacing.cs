using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentKit.Claims.Placing;

/// <summary>
/// Gives each statement about the market and its losses what it is about: the times of its sentence, its range, or the incident.
/// </summary>
internal static partial class StatementPlacing
{
    /// <summary>The claims of a report whose times are placed, with their statements placed.</summary>
    public static ReportClaims Of(ReportClaims timed) =>
        timed.With(p =>
            p.Markets.Count + p.Impacts.Count == 0
                ? p
                : p with
                {
                    Markets = [.. p.Markets.Select(c => Place(timed, p, c))],
                    Impacts = [.. p.Impacts.Select(c => Place(timed, p, c))],
                }
        );

    private static MarketClaim Place(ReportClaims report, PassageClaims claims, MarketClaim claim)
    {
        var times = TimesOf(report, claims, claim.Sentence);
        var isOfTheIncident =
            times.Count == 0
            && claim.OfTheIncident
            && !claims.Dates.Between(claim.Sentence.Start, claim.Sentence.End).Any()
            && !DayName().IsMatch(claim.Sentence.Lower);
        var window = isOfTheIncident ? report.Window(claim.Passage.Section.Incident) : WindowOf(claims, claim.Sentence);
        return claim with { Times = times, Window = window };
    }

    private static ImpactClaim Place(ReportClaims report, PassageClaims claims, ImpactClaim claim)
    {
        var times = TimesOf(report, claims, claim.Sentence).Select(t => t.Instant).ToList();
        var window =
            WindowOf(claims, claim.Sentence)
            ?? (
                times.Count > 1 && times.TrueForAll(t => t is not null) && times.Min() < times.Max()
                    ? new Interval(times.Min(), times.Max())
                    : (Interval?)null
            )
            ?? (times.Count == 0 ? report.Window(claim.Passage.Section.Incident) : null);
        return claim with { Window = window };
    }

    /// <summary>The times of a sentence; in a row of a table those of the row.</summary>
    private static List<TimeClaim> TimesOf(ReportClaims report, PassageClaims claims, Sentence sentence)
    {
        var times = claims.Times.Between(sentence.Start, sentence.End).ToList();
        if (times.Count == 0 && claims.Passage.Row is { } row)
            times = [.. row.Cells.Take(ReportDays.MostColumns).SelectMany(c => report.Of(c)?.Times ?? [])];
        if (
            times.Count == 0
            && ReferenceEquals(claims.Passage.Item?.First, claims.Passage)
            && claims.Times.Count > 0
            && claims.Times[0].Start < 24
        )
            times = [claims.Times[0]];
        return times;
    }

    private static Interval? WindowOf(PassageClaims claims, Sentence sentence) =>
        claims.Ranges.Between(sentence.Start, sentence.End).Select(r => r.Window).FirstOrDefault(w => w is not null);

    [GeneratedRegex(@"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DayName();
}
