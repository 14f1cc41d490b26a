using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>A run of a schedule's task that the Scheduler did not start: somebody did by hand, or another service of AWS.</summary>
/// <param name="Schedule">The schedule whose target ran.</param>
/// <param name="At">When it was started.</param>
/// <param name="By">Who started it; null when only an unfamiliar startedBy shows it.</param>
/// <param name="ByHand">Whether it was a person; otherwise it is a run of something else.</param>
/// <param name="Task">The task.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal sealed record ManualRun(ScheduleKey Schedule, Instant At, string? By, bool ByHand, TaskKey Task, string EvidenceId);
