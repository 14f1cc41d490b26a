using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Schedules;

/// <summary>
/// What the calls of a schedule tell of it, where nothing recorded its configuration: one older than CloudTrail gives, and deleted. Its
/// cadence is that of its calls.
/// </summary>
internal static class ObservedSchedule
{
    private const string NotRecorded = "not recorded";

    /// <summary>So many intervals alike are a cadence.</summary>
    private const int EnoughIntervals = 3;

    /// <summary>Of ten intervals, so many have to be alike.</summary>
    private const int OfTen = 8;

    /// <summary>
    /// The schedule as its calls before <paramref name="until"/> show it. Its expression is unknown where they show no cadence.
    /// </summary>
    public static Schedule Of(ScheduleKey key, Instant until, IReadOnlyList<TrailEvent> events)
    {
        var calls = events
            .Where(e =>
                e.Name == ChangeEvents.RunTask.Name
                && e.Region == key.Region
                && e.At < until
                && SchedulerMark.IsOf(e.Request.Text("startedBy"), key.Name)
            )
            .ToList();
        var cadence = Cadence(calls);
        var last = calls.Count > 0 ? calls[^1] : null;
        return new Schedule
        {
            Name = key.Name,
            Group = key.Group,
            Expression = cadence is { } every
                ? ScheduleExpression.Parse(string.Create(CultureInfo.InvariantCulture, $"rate({every} minute{(every == 1 ? "" : "s")})"))
                : UnknownExpression.Instance,
            Start = cadence is null ? null : WholeMinute.Of(calls[0].At),
            Target = last is null
                ? new OtherTarget { Arn = NotRecorded }
                : new EcsTarget(
                    new EcsTask
                    {
                        ClusterArn = last.Request.Text("cluster") ?? NotRecorded,
                        DefinitionArn = last.Request.Text("taskDefinition"),
                        LaunchType = last.Request.Text("launchType"),
                    }
                )
                {
                    Arn = last.Request.Text("cluster") ?? NotRecorded,
                    RoleArn = last.RoleArn,
                },
        };
    }

    /// <summary>The minutes between fire times: the interval that nearly all calls keep.</summary>
    private static long? Cadence(List<TrailEvent> calls)
    {
        var minutes = calls.Select(c => WholeMinute.Of(c.At)).Distinct().Order().ToList();
        var intervals = minutes.Zip(minutes.Skip(1), (a, b) => (long)(b - a).TotalMinutes).ToList();
        if (intervals.Count < EnoughIntervals)
            return null;
        var (interval, count) = intervals.CountBy(i => i).MaxBy(c => c.Value);
        return count * 10 >= intervals.Count * OfTen ? interval : null;
    }
}
