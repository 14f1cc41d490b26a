using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Events of the window in bins of equal length, for drawings.</summary>
/// <param name="Start">The start of the first bin: the minute in which the window begins.</param>
/// <param name="Length">The length of a bin, whole minutes.</param>
/// <param name="Events">The events of each bin in order; null where nothing of it was looked at.</param>
internal sealed record ReportEventBins(Instant Start, Duration Length, IReadOnlyList<long?> Events);
