namespace IncidentKit.Claims;

/// <summary>A number of things.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Number">How many.</param>
/// <param name="Total">Of how many; null where that is not said.</param>
/// <param name="All">Whether it says all.</param>
/// <param name="Noun">The word that follows, in lower case and singular; empty if none does.</param>
/// <param name="Sentence">The sentence it stands in.</param>
internal sealed record CountClaim(Passage Passage, int Start, int End, int Number, int? Total, bool All, string Noun, Sentence Sentence)
    : Claim(Passage, Start, End);
