using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>One time at which a schedule is due.</summary>
/// <param name="At">When the schedule is due; the call may come up to 60 s later, plus the flexible window.</param>
/// <param name="Optional">
/// Whether the time lies in the second pass of a daylight-saving overlap. EventBridge Scheduler documents that a time that happens
/// twice runs once, at the first pass; nothing confirms it for hourly schedules, so a run here is expected by nobody and surprises nobody.
/// </param>
public readonly record struct FireTime(Instant At, bool Optional);
