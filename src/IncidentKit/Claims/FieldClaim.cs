namespace IncidentKit.Claims;

/// <summary>A label and its value: <c>Duration: 45 minutes</c>, or a row of a table with two columns.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Label">The label in lower case, without its colon.</param>
/// <param name="ValuePassage">Where the value stands.</param>
/// <param name="Value">The value.</param>
/// <param name="ValueStart">Its first character in that passage's text.</param>
internal sealed record FieldClaim(Passage Passage, int Start, int End, string Label, Passage ValuePassage, string Value, int ValueStart)
    : Claim(Passage, Start, End);
