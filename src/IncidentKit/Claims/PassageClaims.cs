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
        Dates.Concat<Claim>(Times).Concat(Ranges).Concat(Durations).Concat(Counts).Concat(Identifiers).Concat(Fields).Concat(Markets).Concat(Impacts);

    /// <summary>What a text states, without a document around it.</summary>
    public static PassageClaims Read(Passage passage, int? year, IReadOnlyList<FieldClaim> fields)
    {
        var states = !passage.Quoted && passage.Row is not { IsQuoted: true };
        IReadOnlyList<Sentence> sentences = [.. Sentence.Of(passage)];
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
            Counts = !states ? [] : [.. sentences.SelectMany(CountReader.Read).Where(c => durations.Before(c.Start + 1) is not { } d || d.End <= c.Start)],
            Identifiers = [.. passage.Literals.Where(l => l.End > l.Start).Select(l => new IdentifierClaim(passage, l.Start, l.End))],
            Fields = fields,
            Markets = !states ? [] : [.. sentences.SelectMany(s => MarketReader.Read(s, durations))],
            Impacts = !states ? [] : [.. sentences.Select(ImpactReader.Read).OfType<ImpactClaim>().Concat(fields.Select(ImpactReader.Read).OfType<ImpactClaim>())],
        };
    }
}
