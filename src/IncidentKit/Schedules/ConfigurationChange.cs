using IncidentKit.Evidence;
using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>One field of one resource changed by one recorded call, or a call that failed and so changed nothing.</summary>
internal sealed record ConfigurationChange
{
    /// <summary>When the call was made.</summary>
    public required Instant At { get; init; }

    /// <summary>The role or user that made it.</summary>
    public required string By { get; init; }

    /// <summary>The service or program through which it was made; null when not recorded.</summary>
    public required string? Via { get; init; }

    /// <summary>The operation, <c>UpdateSchedule</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The schedule, as people name it in this bundle, or the name of another resource.</summary>
    public required string Subject { get; init; }

    /// <summary>The schedule's key when <see cref="Subject"/> is a schedule.</summary>
    public ScheduleKey? Schedule { get; init; }

    /// <summary>
    /// The field that changed, such as <c>Target.Arn</c>. Null for a creation or a deletion, or when the earlier value is not known.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>The value before; null when unknown or absent.</summary>
    public string? Before { get; init; }

    /// <summary>The value after; null when absent.</summary>
    public string? After { get; init; }

    /// <summary>False when AWS refused the call.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The record that shows it.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>CloudTrail's id of the event; empty where no call was recorded.</summary>
    public required string EventId { get; init; }

    /// <summary>Who made a change of which no call was recorded.</summary>
    public const string Nobody = "unknown (its call is not in the recorded events)";

    /// <summary>Whether a recorded call shows it; otherwise the schedule's own date and state do.</summary>
    public bool HasCall => EventId.Length > 0;

    /// <summary>An update that a schedule's own date tells of, and no recorded call.</summary>
    /// <param name="key">The schedule.</param>
    /// <param name="at">Its LastModificationDate.</param>
    /// <param name="evidenceId">The record of its state.</param>
    public static ConfigurationChange WithoutCall(ScheduleKey key, Instant at, string evidenceId) =>
        new()
        {
            At = at,
            By = Nobody,
            Via = null,
            Action = ChangeEvents.UpdateSchedule.Name,
            Subject = key.Name,
            Schedule = key,
            Succeeded = true,
            EvidenceId = evidenceId,
            EventId = "",
        };

    /// <summary>What a call changed of a resource, without the field and its values.</summary>
    /// <param name="call">The call; one that AWS refused changed nothing.</param>
    /// <param name="subject">The name of the resource.</param>
    /// <param name="schedule">Its key where it is a schedule.</param>
    public static ConfigurationChange Of(TrailEvent call, string subject, ScheduleKey? schedule = null) =>
        new()
        {
            At = call.At,
            By = call.By,
            Via = call.Via,
            Action = call.Name,
            Subject = subject,
            Schedule = schedule,
            Succeeded = call.ErrorCode is null,
            EvidenceId = call.EvidenceId,
            EventId = call.Id,
        };
}
