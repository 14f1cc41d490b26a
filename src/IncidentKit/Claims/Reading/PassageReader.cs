using IncidentKit.Claims.Reading.Market;

namespace IncidentKit.Claims.Reading;

/// <summary>Reads what passages state.</summary>
internal static class PassageReader
{
    /// <summary>What each passage of a report states, in order.</summary>
    public static IReadOnlyList<PassageClaims> Read(ReportDocument document)
    {
        var conventions = new DateConventions(document);
        var fields = document
            .Tables.SelectMany(FieldReader.Read)
            .Concat(FieldReader.Beneath(document))
            .ToLookup(f => f.Passage, ReferenceEqualityComparer.Instance);
        return [.. document.Prose.Select(p => Read(p, conventions, fields[p].Cast<FieldClaim>()))];
    }

    private static PassageClaims Read(Passage passage, DateConventions conventions, IEnumerable<FieldClaim> otherFields)
    {
        var states = !passage.Quoted && passage.Row is not { IsQuoted: true };
        IReadOnlyList<Sentence> sentences = [.. Sentence.Of(passage)];
        List<Sentence> statements = states ? [.. sentences.Where(s => !s.IsQuestion)] : [];
        var dates = DateReader.Read(passage, conventions);
        var times = TimeReader.Read(passage, dates);
        (dates, times) = (
            [.. dates.Where(d => IsStated(passage, d, dates, times))],
            [.. times.Where(t => IsStated(passage, t, dates, times))]
        );
        IReadOnlyList<DurationClaim> durations = [.. DurationReader.Read(passage).Where(d => !passage.IsLiteral(d.Start, d.End))];
        List<Claim> values = [.. dates, .. times, .. durations];
        values.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        IReadOnlyList<FieldClaim> fields = [.. FieldReader.Read(passage, values), .. otherFields];
        return new PassageClaims
        {
            Passage = passage,
            Sentences = sentences,
            Dates = dates,
            Times = times,
            Ranges = RangeReader.Read(times),
            Durations = durations,
            Counts =
            [
                .. statements
                    .SelectMany(CountReader.Read)
                    .Where(c => !c.Sentence.Quotes(c.Start - c.Sentence.Start))
                    .Where(c => !Covers(durations, c.Start) && !Covers(dates, c.Start) && !Covers(times, c.Start)),
            ],
            Identifiers = [.. passage.Literals.Where(l => l.End > l.Start).Select(l => new IdentifierClaim(passage, l.Start, l.End))],
            Fields = fields,
            Markets =
            [
                .. statements
                    .SelectMany(s => MarketReader.Read(s, values, fields))
                    .Where(m => !m.Sentence.Quotes(m.Start - m.Sentence.Start)),
            ],
            Impacts = !states
                ? []
                :
                [
                    .. statements
                        .Select(ImpactReader.Read)
                        .OfType<ImpactClaim>()
                        .Concat(fields.Select(ImpactReader.Read).OfType<ImpactClaim>()),
                ],
        };
    }

    /// <summary>In a longer span of code stands more than a time.</summary>
    private const int LongestClock = 48;

    /// <summary>Whether a time or date is the report's own: in a code span it is one where nothing else stands in the span.</summary>
    private static bool IsStated(Passage passage, Claim claim, IReadOnlyList<DateClaim> dates, IReadOnlyList<TimeClaim> times)
    {
        if (passage.LiteralAt(claim.Start, claim.End) is not var (start, end))
            return true;
        if (end - start > LongestClock)
            return false;
        for (var i = start; i < end; i++)
        {
            if (char.IsLetterOrDigit(passage.Text[i]) && passage.Text[i] != 'T' && !Covers(dates, i) && !Covers(times, i))
                return false;
        }

        return true;
    }

    private static bool Covers<T>(IReadOnlyList<T> claims, int place)
        where T : Claim => claims.Before(place + 1) is { } claim && place < (claim is TimeClaim time ? time.FullEnd : claim.End);
}
