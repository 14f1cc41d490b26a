namespace IncidentKit.Claims;

/// <summary>A stretch of text that was decoded with the wrong character set.</summary>
/// <param name="Offset">Where its repair stands in the repaired text.</param>
/// <param name="Seen">What stands in the file.</param>
/// <param name="Repaired">What was meant; null where that is lost.</param>
internal sealed record TextDamage(int Offset, string Seen, string? Repaired);
