using IncidentKit.Claims;
using NodaTime;

namespace IncidentKit.Auditing;

/// <summary>
/// What of a report is about the days that were measured: a review of a quarter tells of other incidents too, and of those the evidence
/// says nothing.
/// </summary>
internal sealed class MeasuredPart(ReportClaims claims, Interval window)
{
    /// <summary>So many dates are looked at.</summary>
    private const int MostDates = 50;

    /// <summary>No zone is farther from UTC.</summary>
    private static readonly Duration FarthestZone = Duration.FromHours(14);

    private readonly LocalDate _first = (window.Start - FarthestZone).InUtc().Date;
    private readonly LocalDate _last = (window.End + FarthestZone).InUtc().Date;
    private readonly Dictionary<Section, bool?> _sections = [];
    private readonly Lazy<ILookup<Section, PassageClaims>> _passages = new(() => claims.All.ToLookup(p => p.Passage.Section));

    /// <summary>
    /// Whether a claim is about them: the dates nearest to it decide, those of its sentence or its row, the one before it in its passage,
    /// those of its sections; without any it is.
    /// </summary>
    public bool Holds(Claim claim)
    {
        var passage = claims.Of(claim.Passage)!;
        var sentence = passage.SentenceOf(claim);
        return (sentence is null ? null : Decide(passage.Dates.Between(sentence.Start, sentence.End)))
            ?? (claim.Passage.Row is { } row ? Decide(row.Cells.SelectMany(c => claims.Of(c)?.Dates ?? [])) : null)
            ?? (passage.Dates.Before(claim.Start) is { } before ? Decide([before]) : null)
            ?? claim.Passage.Section.Path().Select(OfSection).FirstOrDefault(d => d is not null)
            ?? true;
    }

    /// <summary>Whether the evidence says what was at an instant.</summary>
    public bool Holds(Instant instant) => window.Start <= instant && instant <= window.End;

    private bool? OfSection(Section section)
    {
        if (!_sections.TryGetValue(section, out var decided))
            _sections[section] = decided = Decide(_passages.Value[section].SelectMany(p => p.Dates));
        return decided;
    }

    private bool? Decide(IEnumerable<DateClaim> dates)
    {
        bool? decided = null;
        foreach (var day in dates.Take(MostDates).SelectMany(d => d.Days))
        {
            if (day >= _first && day <= _last)
                return true;
            decided = false;
        }

        return decided;
    }
}
