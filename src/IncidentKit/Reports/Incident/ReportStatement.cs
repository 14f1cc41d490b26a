using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Something a person said.</summary>
/// <param name="At">When; null when not given.</param>
/// <param name="By">Who; null when not given.</param>
/// <param name="Text">What.</param>
internal sealed record ReportStatement(Instant? At, string? By, string Text);
