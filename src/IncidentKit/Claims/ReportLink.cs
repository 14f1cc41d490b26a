namespace IncidentKit.Claims;

/// <summary>A link or an image.</summary>
/// <param name="Offset">Where it begins in the report's text.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Url">Where it leads; may be empty.</param>
internal sealed record ReportLink(int Offset, int End, string Text, string Url);
