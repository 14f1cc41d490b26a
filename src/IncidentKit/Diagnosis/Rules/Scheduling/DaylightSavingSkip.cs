using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using NodaTime;
using NodaTime.Text;

namespace IncidentKit.Diagnosis.Rules.Scheduling;

/// <summary>
/// IK1005: a fire time fell into the hour that the clocks skipped, and the Scheduler does not make up for it. Runs that come so often that
/// none is longer apart than usual lose nothing. Source: facts §1.5, §7 row 12.
/// </summary>
internal sealed class DaylightSavingSkip : IFindingRule
{
    /// <inheritdoc/>
    public string Id => "IK1005";

    /// <inheritdoc/>
    public string Name => "daylight-saving-skip";

    /// <summary>The hour is over: the next run is not lost by it.</summary>
    public bool LosesRuns => false;

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        ScheduleFault.Summarise(
            this,
            from runs in context.Runs
            let latest = runs.History.Current
            where latest is { Enabled: true, Expression: not RateExpression }
            from skipped in Skipped(latest, context.Window)
            select new ScheduleFault
            {
                Runs = runs,
                Gap = null,
                Expected = "a fire time that exists on every day",
                Found = $"{LocalDateTimePattern.ExtendedIso.Format(skipped.Local)} in {latest.TimeZone.Id}, which the clocks skipped",
                Certainty = Certainty.Confirmed,
                Since = skipped.At,
                EvidenceIds = [],
            },
            "Choose a local time outside the hour that is skipped, or UTC; run what was lost by hand if it is still of use."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Move the schedule out of the hour that the clocks skip, or to UTC", ActionPriority.Medium)];

    /// <summary>The first fire time in each hour of the window that does not exist, where it leaves a longer pause than usual.</summary>
    private static IEnumerable<(LocalDateTime Local, Instant At)> Skipped(Schedule schedule, Interval window)
    {
        foreach (var interval in schedule.TimeZone.GetZoneIntervals(window).Where(i => i.HasStart && window.Contains(i.Start)))
        {
            var before = schedule.TimeZone.GetZoneInterval(interval.Start - Duration.Epsilon);
            var skipped = interval.WallOffset - before.WallOffset;
            if (skipped <= Offset.Zero)
                continue;
            // The skipped hour as if it were UTC: fire times that the local clock never showed.
            var from = interval.Start.WithOffset(before.WallOffset).LocalDateTime.InUtc().ToInstant();
            var to = interval.IsoLocalStart.InUtc().ToInstant();
            if (First(schedule.Expression.Between(from, to, DateTimeZone.Utc)) is not { } local || IsOften(schedule, interval.Start, local))
                continue;
            yield return (local.InUtc().LocalDateTime, interval.Start);
        }
    }

    /// <summary>Whether the fire time after the change comes no later after the one before it than the lost one would have.</summary>
    private static bool IsOften(Schedule schedule, Instant change, Instant lost)
    {
        var reach = Duration.FromDays(35);
        Instant? last = null;
        foreach (var fire in schedule.FireTimes(change - reach, change))
            last = fire.At;
        if (last is not { } before || First(schedule.FireTimes(change, change + reach)) is not { } next)
            return false;
        var usual = lost - before.InZone(schedule.TimeZone).LocalDateTime.InUtc().ToInstant();
        return next - before <= usual;
    }

    private static Instant? First(FireTimes fires)
    {
        foreach (var fire in fires)
            return fire.At;
        return null;
    }
}
