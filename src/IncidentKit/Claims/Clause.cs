namespace IncidentKit.Claims;

/// <summary>A part of a sentence that tells one thing.</summary>
/// <param name="Passage">Where it stands.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Words">What happened to what, see <see cref="Reading.ContentWords"/>.</param>
internal sealed record Clause(Passage Passage, int Start, int End, IReadOnlySet<string> Words) : Claim(Passage, Start, End)
{
    /// <summary>When, as written in it.</summary>
    public IReadOnlyList<TimeClaim> Times { get; init; } = [];

    /// <summary>Whether it tells of a part, of a state, or of what people only thought: no other account need agree with it.</summary>
    public bool IsOpen { get; init; }
}
