using IncidentKit.Recorded;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds the fire times that the activity of a schedule's own log group shows to have led to a run. A log tells the minute of
/// an event and not whose it is, so it is proof only where nothing else can have written it. The group must begin to be written
/// to after the fire time and within its limit, and have been silent before it for as long as a run may be late. No other fire
/// time may fit that minute, and no other run may be known to have started then. Silence proves nothing. Two things are left
/// open: a run by hand that is not on record, and an earlier run that falls silent and writes again just after the fire time.
/// </summary>
internal static class ActivityProof
{
    /// <summary>A fire time of the schedule.</summary>
    /// <param name="At">When.</param>
    /// <param name="Deadline">How long after it a start is in time.</param>
    /// <param name="Open">Whether what became of it may be told by the log.</param>
    public readonly record struct FireTime(Instant At, Duration Deadline, bool Open);

    /// <summary>
    /// The open fire times that are proved to have led to a run, each with
    /// the minute of its first events. Takes one pass over all three lists.
    /// </summary>
    /// <param name="fireTimes">All fire times, in order.</param>
    /// <param name="activity">The log group's events.</param>
    /// <param name="executions">All runs known otherwise, by start; those by hand too.</param>
    /// <returns>Indices into <paramref name="fireTimes"/> and into the minutes of <paramref name="activity"/>.</returns>
    public static IEnumerable<(int FireTime, int Minute)> Find(
        IReadOnlyList<FireTime> fireTimes,
        RecordedActivity activity,
        IReadOnlyList<Execution> executions
    )
    {
        var minutes = activity.Minutes;
        var (minute, looked, run) = (0, 0, 0);
        for (var i = 0; i < fireTimes.Count; i++)
        {
            var (at, deadline, open) = fireTimes[i];
            // A minute that the fire time lies within may hold events before it.
            while (minute < minutes.Count && minutes[minute].End <= at)
                minute++;
            if (minute == minutes.Count)
                yield break;
            while (run < executions.Count && executions[run].StartedAt < at)
                run++;
            var (begin, end) = (minutes[minute].Minute, minutes[minute].End);
            while (looked < activity.Looked.Count && activity.Looked[looked].End < begin)
                looked++;
            if (!open || begin < at || begin > at + deadline)
                continue;
            var quietFrom = at - deadline;
            var fitsBefore = i > 0 && begin <= fireTimes[i - 1].At + fireTimes[i - 1].Deadline;
            var fitsAfter = i + 1 < fireTimes.Count && end > fireTimes[i + 1].At;
            var wasQuiet =
                (minute == 0 || minutes[minute - 1].End <= quietFrom)
                && looked < activity.Looked.Count
                && activity.Looked[looked].Start <= quietFrom;
            var otherRan =
                (run > 0 && executions[run - 1].StartedAt >= quietFrom) || (run < executions.Count && executions[run].StartedAt < end);
            if (!fitsBefore && !fitsAfter && wasQuiet && !otherRan)
                yield return (i, minute);
        }
    }
}
