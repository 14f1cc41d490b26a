namespace IncidentKit.Recorded;

/// <summary>A container whose output goes to CloudWatch Logs.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="LogGroup">The log group.</param>
/// <param name="StreamPrefix">The first part of the stream names; null when the definition gives none.</param>
/// <param name="CreatesGroup">Whether the log driver makes the group when it is not there (<c>awslogs-create-group</c>).</param>
internal sealed record LoggedContainer(string Name, string LogGroup, string? StreamPrefix, bool CreatesGroup);
