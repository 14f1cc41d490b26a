namespace IncidentKit.Claims;

/// <summary>A statement that nobody and nothing was harmed: no orders affected, data intact, no customer noticed.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Sentence">The sentence it stands in.</param>
internal sealed record AbsenceClaim(Passage Passage, int Start, int End, Sentence Sentence) : Claim(Passage, Start, End);
