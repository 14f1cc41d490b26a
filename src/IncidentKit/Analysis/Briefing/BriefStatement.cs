namespace IncidentKit.Analysis.Briefing;

/// <summary>One sentence of page one or of the story, in plain text.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Phrase">The words of it that lead to the proof; null where all of it does.</param>
/// <param name="Section">The section of the report that proves it.</param>
internal sealed record BriefStatement(string Text, string? Phrase, string Section);
