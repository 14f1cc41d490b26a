using NodaTime;

namespace IncidentKit.Logs;

/// <summary>The events of one minute.</summary>
/// <param name="Minute">The minute's start.</param>
/// <param name="Events">How many events it has, at least 1.</param>
public readonly record struct MinuteCount(Instant Minute, long Events);
