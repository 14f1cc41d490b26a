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
                && CallerMark.IsOf(e.Request.Text("startedBy"), key.Name, key.IsRule)
            )
            .ToList();
        var cadence = Cadence(calls.ConvertAll(c => c.At));
        var last = calls.Count > 0 ? calls[^1] : null;
        return new Schedule
        {
            Name = key.Name,
            Group = key.Group,
            TargetId = key.Target,
            Expression = cadence is { } every ? Rate(every) : UnknownExpression.Instance,
            Start = cadence is null ? null : WholeMinute.Of(calls[0].At),
            Target = last is null
                ? new OtherTarget { Arn = ScheduleTarget.NotRecorded }
                : new EcsTarget(
                    new EcsTask
                    {
                        ClusterArn = last.Request.Text("cluster") ?? ScheduleTarget.NotRecorded,
                        DefinitionArn = last.Request.Text("taskDefinition"),
                        LaunchType = last.Request.Text("launchType"),
                    }
                )
                {
                    Arn = last.Request.Text("cluster") ?? ScheduleTarget.NotRecorded,
                    RoleArn = last.RoleArn,
                },
        };
    }

    /// <summary>The minutes between fire times: the interval that nearly all starts keep; null where they keep none.</summary>
    public static long? Cadence(IEnumerable<Instant> starts)
    {
        var minutes = starts.Select(WholeMinute.Of).Distinct().Order().ToList();
        var intervals = minutes.Zip(minutes.Skip(1), (a, b) => (long)(b - a).TotalMinutes).ToList();
        if (intervals.Count < EnoughIntervals)
            return null;
        var (interval, count) = intervals.CountBy(i => i).MaxBy(c => c.Value);
        return count * 10 >= intervals.Count * OfTen ? interval : null;
    }

    /// <summary>A rate of so many minutes, in the largest unit that is whole.</summary>
    public static ScheduleExpression Rate(long minutes)
    {
        var (value, unit) =
            minutes % (24 * 60) == 0 ? (minutes / (24 * 60), "day")
            : minutes % 60 == 0 ? (minutes / 60, "hour")
            : (minutes, "minute");
        return ScheduleExpression.Parse(string.Create(CultureInfo.InvariantCulture, $"rate({value} {unit}{(value == 1 ? "" : "s")})"));
    }
}
