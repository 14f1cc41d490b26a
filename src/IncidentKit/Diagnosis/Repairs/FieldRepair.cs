using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Repairs;

/// <summary>One field of one schedule to be put right by <c>fix.sh</c>. Holds names and references only, never a recorded body.</summary>
internal sealed record FieldRepair : Repair
{
    /// <summary>The schedule.</summary>
    public required ScheduleKey Schedule { get; init; }

    /// <summary>The field, <c>Target.Arn</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The same as a jq path, <c>.Target.Arn</c>.</summary>
    public string JqPath => "." + Field;

    /// <summary>The faulty value; the script stops when the live one is another.</summary>
    public required string ExpectedValue { get; init; }

    /// <summary>The value to put; null when the user must give it.</summary>
    public required string? NewValue { get; init; }

    /// <summary>The whole target to put into a rule that has lost it, as JSON; null for another repair.</summary>
    public string? Target { get; init; }

    /// <summary>Why that value; null without one.</summary>
    public required string? NewValueSource { get; init; }

    /// <summary>When the schedule was last modified as recorded; the script stops when it was since.</summary>
    public required Instant? LastModified { get; init; }

    /// <summary>The next fire time after the window, to wait for.</summary>
    public required Instant? NextFireTime { get; init; }
}
