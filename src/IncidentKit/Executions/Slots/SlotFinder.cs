using IncidentKit.Executions.Reading;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Slots;

/// <summary>Finds the slots of a schedule: those of the window, and those around it that claim the executions around it.</summary>
/// <param name="window">The window, half-open.</param>
/// <param name="allowance">How much later than the flexible window a start may be without being late.</param>
internal sealed class SlotFinder(Interval window, Duration allowance)
{
    /// <summary>EventBridge Scheduler calls its target somewhere in the 60 s after the fire time. Source: facts §1.1.</summary>
    public static readonly Duration Precision = Duration.FromSeconds(60);

    /// <summary>How far before the window fire times can still claim executions.</summary>
    public static readonly Duration LongestLookBack = Duration.FromDays(35);

    /// <summary>A start this little before a fire time may be its run, where clocks differ.</summary>
    private static readonly Duration Margin = Duration.FromMinutes(5);

    /// <summary>Appends the slots of one schedule, in order.</summary>
    /// <param name="schedule">Index of the schedule.</param>
    /// <param name="history">Its configurations, with a known phase.</param>
    /// <param name="executions">Its executions, by start.</param>
    /// <param name="lastAnswer">When the last answer about it was given, if any: one after the window tells how an outage went on.</param>
    /// <param name="slots">Receives the slots.</param>
    public void AddTo(List<Slot> slots, int schedule, ScheduleHistory history, ReadOnlySpan<Execution> executions, Instant? lastAnswer)
    {
        var from = window.Start;
        if (executions.Length > 0 && executions[0].StartedAt < from)
            from = Instant.Max(executions[0].StartedAt - Margin, window.Start - LongestLookBack);
        // Runs after the window belong to fire times after the window, so those have to be there to claim them.
        var to = window.End + Deadline(history.Latest);
        if (executions.Length > 0 && executions[^1].StartedAt >= to)
            to = executions[^1].StartedAt + Duration.Epsilon;
        if (lastAnswer >= to)
            to = lastAnswer.Value + Duration.Epsilon;
        foreach (var (fire, epoch, scheduled) in history.FireTimes(from, to, window.Start))
        {
            var call = Precision + epoch.Configuration.FlexibleWindow;
            var calls = scheduled && !IsStoppedBy(history, epoch, fire.At + call);
            slots.Add(new Slot(fire.At, fire.Optional, calls, epoch.Known, call + allowance, schedule));
        }
    }

    /// <summary>Whether the schedule was disabled or deleted while the call was still to be made.</summary>
    private static bool IsStoppedBy(ScheduleHistory history, ConfigurationEpoch epoch, Instant lastCall) =>
        epoch.To is { } to && to <= lastCall && history.At(to) is not { Active: true };

    private Duration Deadline(Schedule schedule) => Precision + schedule.FlexibleWindow + allowance;
}
