namespace IncidentKit.Claims;

/// <summary>Something a report states that can be compared with something else.</summary>
/// <param name="Passage">Where it is stated.</param>
/// <param name="Start">Its first character in the passage's text.</param>
/// <param name="End">The character after its last.</param>
internal abstract record Claim(Passage Passage, int Start, int End)
{
    /// <summary>As written.</summary>
    public string Text => Passage.Text[Start..End];
}
