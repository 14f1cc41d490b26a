namespace IncidentKit.Claims;

/// <summary>A stretch of text that was decoded with the wrong character set.</summary>
/// <param name="Offset">Where its repair stands in the repaired text.</param>
/// <param name="Seen">What stands in the file.</param>
/// <param name="Repaired">What was meant, with U+FFFD for a character that is lost; null where nothing is told.</param>
/// <param name="How">How that was found; null where nothing is told.</param>
internal sealed record TextDamage(int Offset, string Seen, string? Repaired, string? How = null)
{
    /// <summary>How long it is in the repaired text.</summary>
    public int Length => (Repaired ?? Seen).Length;
}
