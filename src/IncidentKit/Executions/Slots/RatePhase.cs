using IncidentKit.Basics;
using IncidentKit.Executions.Reading;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Executions.Slots;

/// <summary>A schedule whose fire times can be listed.</summary>
/// <param name="History">Its configurations, each with a phase; null where nothing tells the phase of a rate.</param>
/// <param name="Notice">What a reader should know of the phase; null where it is exact.</param>
internal readonly record struct RatePhase(ScheduleHistory? History, string? Notice)
{
    /// <summary>Gives a rate without StartDate the phase of its runs, else that of its last modification.</summary>
    /// <param name="history">The configurations of the schedule.</param>
    /// <param name="executions">Its executions, by start.</param>
    public static RatePhase Of(ScheduleHistory history, ReadOnlySpan<Execution> executions)
    {
        if (history.Epochs.All(e => e.Configuration.Expression is not RateExpression || e.Configuration.Start is not null))
            return new RatePhase(history, null);
        if (history.Key.IsRule)
            return OfRule(history, executions);
        Instant? observed = executions.Length > 0 ? WholeMinute.Of(executions[0].StartedAt) : null;
        if (observed is null && history.Epochs.Any(e => e.Configuration.Phase is null))
            return new RatePhase(null, "Its fire times are unknown: a rate without StartDate, never seen to run.");
        var source = observed is null ? "its last modification" : "its first observed run";
        return new RatePhase(
            history with
            {
                Epochs = [.. history.Epochs.Select(e => e with { Configuration = Anchored(e.Configuration, observed) })],
            },
            $"Its fire times are approximate: the phase of the rate is taken from {source}."
        );
    }

    /// <summary>
    /// A rule's rate counts from when the rule was made or switched on, so that each configuration has a phase of its own: that of
    /// its first run. Source: facts II §1.
    /// </summary>
    private static RatePhase OfRule(ScheduleHistory history, ReadOnlySpan<Execution> executions)
    {
        var epochs = history.Epochs.ToArray();
        Instant? phase = null;
        for (var i = 0; i < epochs.Length; i++)
        {
            phase = FirstIn(epochs[i], executions) ?? epochs[i].Configuration.LastModified ?? phase;
            if (phase is null && executions.Length > 0)
                phase = WholeMinute.Of(executions[0].StartedAt);
            if (phase is null && epochs[i].Configuration.Expression is RateExpression)
                return new RatePhase(null, "Its fire times are unknown: a rule with a rate, never seen to run.");
            epochs[i] = epochs[i] with { Configuration = Anchored(epochs[i].Configuration, phase) };
        }

        return new RatePhase(
            history with
            {
                Epochs = epochs,
            },
            executions.Length > 0
                ? "Its fire times are approximate: the phase of the rate is taken from its first observed run."
                : "Its fire times are approximate: the phase of the rate is taken from when the rule was put."
        );
    }

    private static Instant? FirstIn(ConfigurationEpoch epoch, ReadOnlySpan<Execution> executions)
    {
        foreach (ref readonly var run in executions)
        {
            if (!run.Manual && epoch.Active && epoch.Contains(run.StartedAt))
                return WholeMinute.Of(run.StartedAt);
        }

        return null;
    }

    /// <summary>
    /// StartDate is an anchor and a limit. The phase is only an anchor, so StartDate is put a whole number of periods before everything.
    /// </summary>
    private static Schedule Anchored(Schedule schedule, Instant? observed) =>
        schedule.Expression is RateExpression rate && schedule.Start is null && (observed ?? schedule.Phase) is { } phase
            ? schedule with
            {
                Start = phase - rate.Period * Math.Ceiling(SlotFinder.LongestLookBack / rate.Period),
            }
            : schedule;
}
