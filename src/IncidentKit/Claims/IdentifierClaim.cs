namespace IncidentKit.Claims;

/// <summary>A name of something: a code span or an ARN.</summary>
internal sealed record IdentifierClaim(Passage Passage, int Start, int End) : Claim(Passage, Start, End);
