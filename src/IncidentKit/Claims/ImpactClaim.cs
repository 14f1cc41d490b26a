using NodaTime;

namespace IncidentKit.Claims;

/// <summary>A statement that nothing was lost in the market: no financial impact, no trades missed.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Sentence">The sentence it stands in.</param>
/// <param name="HasReason">Whether the sentence says how that is known.</param>
internal sealed record ImpactClaim(Passage Passage, int Start, int End, Sentence Sentence, bool HasReason) : Claim(Passage, Start, End)
{
    /// <summary>The window it is about; null where that cannot be told.</summary>
    public Interval? Window { get; init; }
}
