using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Aws.Sources;

/// <summary>How long before the window one earlier run of a schedule is to be found: two fire times and five minutes.</summary>
static class LookBack
{
    public static readonly Duration Shortest = Duration.FromMinutes(10);
    public static readonly Duration Longest = Duration.FromDays(35);
    static readonly Duration Margin = Duration.FromMinutes(5);

    /// <param name="schedule">A GetSchedule answer, or the parameters of a change of a schedule.</param>
    /// <param name="start">Start of the window.</param>
    /// <returns>Between ten minutes and 35 days; the shortest where there is no expression that can be read.</returns>
    public static Duration Of(JsonElement schedule, Instant start)
    {
        if (schedule.Text("ScheduleExpression") is not { } text)
            return Shortest;
        try
        {
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.Text("ScheduleExpressionTimezone") ?? "UTC") ?? DateTimeZone.Utc;
            var two = ScheduleExpression.Parse(text) switch
            {
                RateExpression rate => rate.Period + rate.Period,
                AtExpression => Shortest,
                var cron => TwoBefore(cron, zone, start),
            };
            return Duration.Max(Shortest, Duration.Min(Longest, two + Margin));
        }
        catch (ScheduleExpressionException)
        {
            return Shortest;
        }
    }

    static Duration TwoBefore(ScheduleExpression cron, DateTimeZone zone, Instant start)
    {
        foreach (var reach in (ReadOnlySpan<Duration>)[Duration.FromHours(1), Duration.FromDays(1), Duration.FromDays(8), Longest])
        {
            var fires = cron.Between(start - reach, start, zone).Select(fire => fire.At).ToList();
            if (fires.Count >= 2)
                return start - fires[^2];
        }
        return Longest;
    }
}
