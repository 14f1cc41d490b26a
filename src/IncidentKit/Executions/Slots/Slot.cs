using NodaTime;

namespace IncidentKit.Executions.Slots;

/// <summary>One fire time that wants a run.</summary>
/// <param name="At">The fire time.</param>
/// <param name="Optional">Whether it is the second pass of a daylight-saving overlap.</param>
/// <param name="Scheduled">Whether the schedule was enabled then; otherwise an earlier configuration goes on in its place.</param>
/// <param name="Known">Whether the configuration in force then is known.</param>
/// <param name="Deadline">How long after the fire time a start is in time.</param>
/// <param name="Schedule">Index of its schedule.</param>
internal readonly record struct Slot(Instant At, bool Optional, bool Scheduled, bool Known, Duration Deadline, int Schedule);
