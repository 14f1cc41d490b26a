using IncidentKit.Executions.Matching;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Slots;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>
/// When the call of one run was made: at one instant where a RunTask event, ECS or a dead letter tells it, otherwise somewhere in the time
/// that the Scheduler takes. Causes are sought around calls, not around fire times: a change of 14:07:30 can stop the run of 14:07.
/// </summary>
/// <param name="Earliest">Not before this, inclusive.</param>
/// <param name="Latest">Not after this, inclusive.</param>
internal readonly record struct CallTime(Instant Earliest, Instant Latest)
{
    /// <summary>
    /// How long before its log stream a container's call may have been made, where no run shows both. A container is pulled and started in
    /// between; most come up within two minutes.
    /// </summary>
    private static readonly Duration LongestStartUp = Duration.FromMinutes(3);

    /// <summary>A count by the minute tells no more than the minute.</summary>
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>The call of a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="execution">Its execution; null without one.</param>
    /// <param name="refusal">The answer by which it was lost; null where none is known.</param>
    /// <param name="delay">The delay that was taken off the starts that only streams show.</param>
    /// <param name="allowance">What a deadline adds to the time in which the call may be made.</param>
    public static CallTime Of(in Slot slot, Execution? execution, TargetResponse? refusal, StreamDelay delay, Duration allowance)
    {
        var made = new CallTime(slot.At, slot.At + slot.Deadline - allowance);
        if (execution is not { } run)
            return refusal is null || refusal.At == slot.At ? made : new CallTime(refusal.At, refusal.At);
        if ((run.Sources & (ExecutionSources.RunTaskEvent | ExecutionSources.Task | ExecutionSources.Listing)) != ExecutionSources.None)
            return new CallTime(run.StartedAt - ExecutionMatcher.Skew, run.StartedAt);
        if (!run.Sources.HasFlag(ExecutionSources.LogStream))
            return new CallTime(slot.At, Instant.Max(made.Latest, run.StartedAt + Minute));
        var stream = run.StartedAt + delay.Taken;
        return new CallTime(delay.Known ? Instant.Min(slot.At, stream) : Instant.Min(slot.At, stream - LongestStartUp), stream);
    }
}
