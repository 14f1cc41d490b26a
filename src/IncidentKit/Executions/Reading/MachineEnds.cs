using IncidentKit.Recorded;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// How executions of an EXPRESS machine ended, which are counted and never listed: an execution is counted as started in one minute, and
/// as ended in a later one, within its five minutes. Source: facts II §3.
/// </summary>
/// <param name="series">All recorded metrics.</param>
/// <param name="region">The region.</param>
/// <param name="machine">The machine.</param>
internal sealed class MachineEnds(
    IReadOnlyDictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries> series,
    string region,
    SfnTarget machine
)
{
    private static readonly string[] Bad = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"];

    /// <summary>The minutes in which an execution that started in one of them may end.</summary>
    private const int Longest = 6;

    /// <summary>More of one minute than this are others': a schedule fires at most once a minute.</summary>
    private const int Enough = 2;

    /// <summary>The executions that started, by minute.</summary>
    public IEnumerable<Execution> Runs(IEnumerable<(Instant Minute, int Count, int Evidence)> started)
    {
        foreach (var (minute, count, evidence) in started)
        {
            var outcome = Outcome(minute, count);
            for (var i = 0; i < Math.Min(count, Enough); i++)
                yield return new Execution
                {
                    StartedAt = minute,
                    Sources = ExecutionSources.InvocationCount,
                    Outcome = outcome,
                    Evidence = evidence,
                };
        }
    }

    /// <summary>How all those of one minute ended, where the counts leave no choice.</summary>
    private ExecutionOutcome Outcome(Instant minute, int count)
    {
        var (good, bad) = (Sum("ExecutionsSucceeded", minute), Bad.Select(b => Sum(b, minute)).Aggregate((a, b) => a + b));
        return good is null || bad is null ? ExecutionOutcome.Unknown
            : bad == 0 && good >= count ? ExecutionOutcome.Succeeded
            : good == 0 && bad >= count ? ExecutionOutcome.Failed
            : ExecutionOutcome.Unknown;
    }

    private double? Sum(string metric, Instant minute)
    {
        var asked = machine.Ended(metric);
        if (!series.TryGetValue((region, asked.Namespace, asked.Name, asked.Value), out var counts))
            return null;
        var sum = counts.At(minute);
        for (var i = 1; i < Longest; i++)
            // What was not asked for, because it had not come, may count more; what is counted already stays.
            sum += counts.At(minute + Duration.FromMinutes(i)) ?? 0;
        return sum;
    }
}
