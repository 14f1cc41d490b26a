namespace IncidentKit.Sharing;

/// <summary>A part of a text that is told by its form.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Text">What it is.</param>
/// <param name="Kind">What it names; null for what stays as it is, as a date.</param>
internal readonly record struct TextPart(int Start, string Text, string? Kind);
