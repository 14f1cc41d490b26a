using IncidentKit.Claims.Reading;

namespace IncidentKit.Claims;

/// <summary>What one passage states.</summary>
internal sealed class PassageClaims
{
    public required Passage Passage { get; init; }

    public required IReadOnlyList<Sentence> Sentences { get; init; }

    public required IReadOnlyList<DateClaim> Dates { get; init; }

    public required IReadOnlyList<TimeClaim> Times { get; init; }

    public required IReadOnlyList<RangeClaim> Ranges { get; init; }

    public required IReadOnlyList<DurationClaim> Durations { get; init; }

    public required IReadOnlyList<CountClaim> Counts { get; init; }

    public required IReadOnlyList<IdentifierClaim> Identifiers { get; init; }

    public required IReadOnlyList<FieldClaim> Fields { get; init; }

    public required IReadOnlyList<MarketClaim> Markets { get; init; }

    public required IReadOnlyList<ImpactClaim> Impacts { get; init; }

    /// <summary>Every claim of it.</summary>
    public IEnumerable<Claim> All =>
        Dates
            .Concat<Claim>(Times)
            .Concat(Ranges)
            .Concat(Durations)
            .Concat(Counts)
            .Concat(Identifiers)
            .Concat(Fields)
            .Concat(Markets)
            .Concat(Impacts);

    /// <summary>The sentence a claim stands in; null between sentences.</summary>
    public Sentence? SentenceOf(Claim claim)
    {
        int low = 0,
            high = Sentences.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Sentences[middle].End <= claim.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < Sentences.Count && Sentences[low].Holds(claim) ? Sentences[low] : null;
    }

    /// <summary>What a text states, without a document around it.</summary>
    public static PassageClaims Read(Passage passage, int? year, IReadOnlyList<FieldClaim> fields)
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
