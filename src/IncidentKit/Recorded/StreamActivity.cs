using NodaTime;

namespace IncidentKit.Recorded;

/// <summary>What one log stream holds. Where streams are runs this is when the run spoke.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="First">The earliest event.</param>
/// <param name="Last">The latest event.</param>
/// <param name="Events">How many events it has, at least 1.</param>
public readonly record struct StreamActivity(string Stream, Instant First, Instant Last, long Events);
