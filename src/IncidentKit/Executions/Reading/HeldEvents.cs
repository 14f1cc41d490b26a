using IncidentKit.Basics;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Events that a function held back. A throttled event goes back to the queue and is tried again, at most five minutes apart, for up to six
/// hours: that nothing ran in its minute does not show that it was lost. It was where, for as long after the last throttled attempt, the
/// function ran no more often than it was due; or where as many events were given up as were held. Source: facts II §2.
/// </summary>
internal static class HeldEvents
{
    /// <summary>Two attempts are at most this far apart, and twice that shows that there are none.</summary>
    private static readonly Duration Apart = Duration.FromMinutes(10);

    /// <summary>The minutes in which silence proves nothing.</summary>
    /// <param name="series">All metrics.</param>
    /// <param name="events">All events: a reserved concurrency of 0 gives events up at once.</param>
    /// <param name="callers">The schedules that invoke the function.</param>
    /// <param name="ran">How often it was invoked in a minute.</param>
    public static IReadOnlySet<Instant> Minutes(
        IReadOnlyDictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries> series,
        IReadOnlyList<TrailEvent> events,
        IReadOnlyList<ScheduleHistory> callers,
        Func<Instant, int> ran
    )
    {
        var held = new HashSet<Instant>();
        if (callers[0].Latest.Target is not LambdaTarget { ThrottleMetric: { } throttles } function || Of(throttles) is not { } throttled)
            return held;
        var dropped = Of(function.DroppedMetric);
        var limits = events.Where(e => IsLimitOf(e, function, callers[0].Key.Region)).ToList();
        foreach (var (first, last) in Stretches(throttled))
        {
            var end = last + Apart;
            var (waiting, more) = (0, 0);
            for (var minute = first; minute < end; minute += Duration.FromMinutes(1))
            {
                var (due, runs) = (callers.Sum(c => Due(c, minute)), ran(minute));
                waiting += throttled.At(minute) > 0 && due > runs ? due - runs : 0;
                // A call is made up to a minute after its fire time.
                more += Math.Max(0, runs - Math.Max(due, callers.Sum(c => Due(c, minute - Duration.FromMinutes(1)))));
            }

            var gone = Enumerable.Range(0, (int)(end - first).TotalMinutes).Sum(m => dropped?.At(first + Duration.FromMinutes(m)) ?? 0);
            if (waiting == 0 || (more == 0 && (end <= throttled.To || gone >= waiting)))
                continue;
            for (var minute = first; minute <= last; minute += Duration.FromMinutes(1))
            {
                if (
                    limits.LastOrDefault(e => e.At <= minute + Duration.FromMinutes(1))?.Request.Text("reservedConcurrentExecutions") != "0"
                )
                    held.Add(minute);
            }
        }

        return held;

        MetricSeries? Of(InvocationMetric metric) =>
            series.GetValueOrDefault((callers[0].Key.Region, metric.Namespace, metric.Name, metric.Value));
    }

    private static bool IsLimitOf(TrailEvent call, LambdaTarget function, string region) =>
        call.ErrorCode is null
        && call.Region == region
        && (call.Name == ChangeEvents.PutFunctionConcurrency.Name || call.Name == ChangeEvents.DeleteFunctionConcurrency.Name)
        && call.Named("functionName").Any(n => function.FunctionName == Arn.FunctionNameOf(n));

    /// <summary>The first and the last minute of each run of throttled minutes without a longer pause.</summary>
    private static IEnumerable<(Instant First, Instant Last)> Stretches(MetricSeries throttled)
    {
        (Instant First, Instant Last)? open = null;
        foreach (var minute in throttled.Points.Where(p => p.Value > 0).Select(p => p.Key))
        {
            if (open is { } stretch && minute - stretch.Last <= Apart)
            {
                open = (stretch.First, minute);
                continue;
            }

            if (open is { } ended)
                yield return ended;
            open = (minute, minute);
        }

        if (open is { } rest)
            yield return rest;
    }

    /// <summary>How often a schedule is due in a minute; once where that is not known.</summary>
    private static int Due(ScheduleHistory history, Instant minute) =>
        history.At(minute) is not { Active: true, Configuration: var configuration } ? 0
        : configuration.Expression is RateExpression && configuration.Phase is null ? 1
        : configuration.FireTimes(minute, minute + Duration.FromMinutes(1)).Count();
}
