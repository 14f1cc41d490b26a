using IncidentKit.Executions.Reading;
using NodaTime;

namespace IncidentKit.Executions.Verdicts;

/// <summary>When one run of a schedule was up, as ECS tells it.</summary>
/// <param name="FireTime">Its fire time.</param>
/// <param name="Started">When its containers were up; of a task that has not come up yet, when it was created.</param>
/// <param name="Ended">When its programs ended; null while it runs.</param>
/// <param name="SeenAt">When it was looked at.</param>
/// <param name="NextFireTime">The next fire time of the schedule; null when that is not known.</param>
/// <param name="EndedWell">Whether it ended with exit code 0.</param>
/// <param name="Task">The task.</param>
/// <param name="EvidenceId">The record that shows it.</param>
internal readonly record struct RunTime(
    Instant FireTime,
    Instant Started,
    Instant? Ended,
    Instant SeenAt,
    Instant? NextFireTime,
    bool EndedWell,
    TaskKey Task,
    string EvidenceId
)
{
    /// <summary>From the start of its containers to the end of its programs; while it runs, to when it was looked at.</summary>
    public Duration Length => (Ended ?? SeenAt) - Started;

    /// <summary>Whether it still ran when the schedule fired next.</summary>
    public bool Overlaps => NextFireTime is { } next && (Ended ?? SeenAt) > next;
}
