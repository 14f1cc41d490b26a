using NodaTime;

namespace IncidentKit.Impact;

/// <summary>A price at a time, and the line of the file it stands on.</summary>
/// <param name="At">The start of the bar.</param>
/// <param name="Price">The price.</param>
/// <param name="Line">The line.</param>
internal sealed record MarkedPrice(Instant At, decimal Price, int Line);
