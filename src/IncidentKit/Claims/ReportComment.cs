namespace IncidentKit.Claims;

/// <summary>An HTML comment.</summary>
/// <param name="Offset">Where it begins in the report's text.</param>
/// <param name="Text">What stands between its marks.</param>
internal sealed record ReportComment(int Offset, string Text);
