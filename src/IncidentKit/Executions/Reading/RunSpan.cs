using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>When one run was up, where something tells.</summary>
/// <param name="Started">When it came up; of a task that has not yet, when it was created.</param>
/// <param name="Ended">When it ended; null while it ran.</param>
/// <param name="SeenAt">When it was looked at.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal readonly record struct RunSpan(Instant Started, Instant? Ended, Instant SeenAt, string EvidenceId);
