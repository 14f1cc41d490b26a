using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>A run somebody started by hand.</summary>
/// <param name="Schedule">The schedule whose target ran.</param>
/// <param name="At">When it was started.</param>
/// <param name="By">Who started it; null when only an unfamiliar startedBy shows it.</param>
/// <param name="Task">The task.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record ManualRun(ScheduleKey Schedule, Instant At, string? By, TaskKey Task, string EvidenceId);
