namespace IncidentKit.Claims.Reading;

/// <summary>Reads what passages state.</summary>
internal static class PassageReader
{
    /// <summary>What each passage of a report states, in order. A date without a year is of the first year that is written.</summary>
    public static IReadOnlyList<PassageClaims> Read(ReportDocument document)
    {
        var year = document.Prose.Select(p => DateReader.YearIn(p.Text)).FirstOrDefault(y => y is not null);
        var tableFields = document.Tables.SelectMany(FieldReader.Read).ToLookup(f => f.Passage, ReferenceEqualityComparer.Instance);
        return [.. document.Prose.Select(p => Read(p, year, [.. FieldReader.Read(p), .. tableFields[p].Cast<FieldClaim>()]))];
    }

    private static PassageClaims Read(Passage passage, int? year, IReadOnlyList<FieldClaim> fields)
    {
        var states = !passage.Quoted && passage.Row is not { IsQuoted: true };
        IReadOnlyList<Sentence> sentences = [.. Sentence.Of(passage)];
        List<Sentence> statements = states ? [.. sentences.Where(s => !s.IsQuestion)] : [];
        IReadOnlyList<DateClaim> dates = [.. DateReader.Read(passage, year).Where(d => !passage.IsLiteral(d.Start, d.End))];
        IReadOnlyList<TimeClaim> times = [.. TimeReader.Read(passage, dates).Where(t => !passage.IsLiteral(t.Start, t.End))];
        IReadOnlyList<DurationClaim> durations = [.. DurationReader.Read(passage).Where(d => !passage.IsLiteral(d.Start, d.End))];
        return new PassageClaims
        {
            Passage = passage,
            Sentences = sentences,
            Dates = dates,
            Times = times,
            Ranges = TimeReader.Ranges(times),
            Durations = durations,
            Counts =
            [
                .. statements
                    .SelectMany(CountReader.Read)
                    .Where(c => !c.Sentence.Quotes(c.Start - c.Sentence.Start))
                    .Where(c => durations.Before(c.Start + 1) is not { } d || d.End <= c.Start),
            ],
            Identifiers = [.. passage.Literals.Where(l => l.End > l.Start).Select(l => new IdentifierClaim(passage, l.Start, l.End))],
            Fields = fields,
            Markets =
            [
                .. statements.SelectMany(s => MarketReader.Read(s, durations)).Where(m => !m.Sentence.Quotes(m.Start - m.Sentence.Start)),
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
}
