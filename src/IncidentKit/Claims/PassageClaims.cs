using IncidentKit.Basics;

namespace IncidentKit.Claims;

/// <summary>What one passage states.</summary>
internal sealed record PassageClaims
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
        var first = Sentences.CountBefore(claim.Start, static (s, start) => s.End <= start);
        return first < Sentences.Count && Sentences[first].Holds(claim) ? Sentences[first] : null;
    }
}
