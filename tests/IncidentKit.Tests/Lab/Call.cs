namespace IncidentKit.Tests.Lab;

/// <summary>One call of the Scheduler in a world: for which fire time, when, and what became of it.</summary>
internal sealed class Call
{
    public required Job Job { get; init; }

    public required Instant Slot { get; init; }

    public required Instant At { get; init; }

    /// <summary>No call was made.</summary>
    public bool Dropped { get; set; }

    /// <summary>The rule itself did not fire: off, deleted, or due at other times.</summary>
    public bool NotDue { get; set; }

    /// <summary>CloudTrail has nothing of it: EventBridge gave it up before it called.</summary>
    public bool Untold { get; set; }

    /// <summary>The error that RunTask answered; null when it accepted.</summary>
    public (string Code, string Message)? Error { get; set; }

    /// <summary>A denied call carries no request.</summary>
    public bool Denied { get; set; }

    /// <summary>The reason of <c>failures[]</c>; null when the task was placed.</summary>
    public string? NotPlaced { get; set; }

    /// <summary>How the task died; null when it ended well.</summary>
    public Death? Death { get; set; }

    /// <summary>How long the task ran; null while it runs.</summary>
    public Duration? Life { get; set; } = Duration.FromSeconds(6);

    /// <summary>How much longer than the others the last of several tasks ran.</summary>
    public Duration LastLonger { get; set; } = Duration.Zero;

    /// <summary>How many tasks it asked for.</summary>
    public int Asked { get; set; } = 1;

    /// <summary>How many of the tasks it did not get, and why; the others were started.</summary>
    public (int Tasks, string Reason)? Fewer { get; set; }

    /// <summary>How many tasks it started, if any.</summary>
    public int Placed => Asked - (Fewer?.Tasks ?? 0);

    /// <summary>A second delivery of the same call has a task of its own.</summary>
    public int Copy { get; init; }

    public bool Started => !Dropped && Error is null && NotPlaced is null;

    public bool Logs => Started && Death is not { Never: true };
}

/// <summary>How a task died.</summary>
/// <param name="StopCode">ECS's word.</param>
/// <param name="Reason">Its sentence.</param>
/// <param name="Exit">The container's exit code; null when it had none.</param>
/// <param name="Never">Whether it never came up.</param>
/// <param name="ContainerReason">What ECS says of the container.</param>
internal sealed record Death(string StopCode, string Reason, int? Exit = null, bool Never = false, string? ContainerReason = null);
