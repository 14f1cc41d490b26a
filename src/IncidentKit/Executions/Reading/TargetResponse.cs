using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>What a target said of one attempt to run a schedule, where it was not a plain success.</summary>
internal sealed record TargetResponse
{
    /// <summary>The schedule.</summary>
    public required ScheduleKey Schedule { get; init; }

    /// <summary>When the attempt was made; for a dead-letter message the fire time.</summary>
    public required Instant At { get; init; }

    /// <summary>The fire time that the answer itself names; null when it names none.</summary>
    public Instant? ScheduledTime { get; init; }

    /// <summary>
    /// Whether it may be about another schedule as well. Then it proves no lost run, and tells only of one that is lost otherwise.
    /// </summary>
    public bool Shared { get; init; }

    /// <summary>Whether no task came of the attempt: the call was refused, or placed nothing.</summary>
    public bool StartedNothing => Layer is FailureLayer.Refused or FailureLayer.NotPlaced;

    /// <summary>The step at which the run was lost.</summary>
    public required FailureLayer Layer { get; init; }

    /// <summary>Error code, or the stop code of a task; null for a call that was accepted without placing a task.</summary>
    public required string? Code { get; init; }

    /// <summary>The error message, the reason of a failure, or the reason for which a task stopped.</summary>
    public required string Message { get; init; }

    /// <summary>The task, where one was started.</summary>
    public string? TaskArn { get; init; }

    /// <summary>The execution of a state machine, where one was started.</summary>
    public string? ExecutionArn { get; init; }

    /// <summary>The job of Batch, where one was submitted.</summary>
    public string? JobId { get; init; }

    /// <summary>The record that shows it.</summary>
    public required string EvidenceId { get; init; }

    /// <summary>Code and message in one text.</summary>
    public string Text => Code is null ? Message : $"{Code}: {Message}";
}
