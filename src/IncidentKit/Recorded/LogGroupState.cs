namespace IncidentKit.Recorded;

/// <summary>A log group as recorded.</summary>
/// <param name="Exists">False when a complete listing did not hold it.</param>
/// <param name="RetentionDays">How long it keeps events; null for ever, or when it does not exist.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record LogGroupState(bool Exists, int? RetentionDays, string EvidenceId);
