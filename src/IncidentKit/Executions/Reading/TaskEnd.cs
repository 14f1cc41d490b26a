using IncidentKit.Executions.Verdicts;
using IncidentKit.Recorded;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// How a described task ended. An exit code decides; where a container has none, a reason for that is a failure. Source: facts §4.3.
/// </summary>
internal readonly record struct TaskEnd
{
    private const string NotStarted = "TaskFailedToStart";
    private const string Ended = "EssentialContainerExited";

    /// <summary>Whether it did its work, as far as ECS tells.</summary>
    public required ExecutionOutcome Outcome { get; init; }

    /// <summary>Whether it never came up, or came up and ended.</summary>
    public required FailureLayer Layer { get; init; }

    /// <summary>The stop code; null when ECS gave none.</summary>
    public required string? Code { get; init; }

    /// <summary>The reasons of the task and of the containers that did not end well.</summary>
    public required string Message { get; init; }

    /// <summary>Reads it; null while the task has not stopped.</summary>
    public static TaskEnd? Of(DescribedTask task)
    {
        if (task.Stopped is null)
            return null;
        var containers = task.Containers;
        var bad = containers.Where(c => c.ExitCode is { } exit ? exit != 0 : c.Reason is not null).ToList();
        var (code, reason) = (task.StopCode, task.StoppedReason);
        var neverRan = !task.CameUp && containers.All(c => c.ExitCode is null);
        var good = containers.Count > 0 && containers.All(c => c.ExitCode == 0);
        var failed =
            bad.Count > 0
            || code is not (null or Ended)
            || (!good && (neverRan ? code is null && reason is not null : code is null && !IsOrdinary(reason)));
        return new TaskEnd
        {
            Outcome =
                failed ? ExecutionOutcome.Failed
                : good ? ExecutionOutcome.Succeeded
                : ExecutionOutcome.Unknown,
            Layer = code == NotStarted || neverRan ? FailureLayer.FailedToStart : FailureLayer.FailedRunning,
            Code = code,
            Message = string.Join("; ", bad.Select(c => Why(c, neverRan)).Prepend(reason ?? "no reason given")),
        };
    }

    /// <summary>Whether a reason only says that the program ended, or there is none.</summary>
    private static bool IsOrdinary(string? reason) =>
        reason is null || reason.StartsWith("Essential container in task exited", StringComparison.OrdinalIgnoreCase);

    private static string Why(DescribedContainer container, bool neverRan) =>
        $"container {container.Name}"
        + (
            container.ExitCode is { } exit ? $" ended with exit code {exit}"
            : neverRan ? " did not start"
            : " ended without an exit code"
        )
        + (container.Reason is { } reason ? $" ({reason})" : "");
}
