using System.Globalization;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Sessions;

/// <summary>
/// IK6001: a cron in another zone than the market's fires near or in its sessions. When
/// one of the two zones changes its clocks, the runs move by an hour against the session.
/// </summary>
internal sealed class ScheduleDriftsFromSession : IFindingRule
{
    /// <summary>A run this long before the open is still one for the session.</summary>
    private static readonly Duration Before = Duration.FromHours(1);

    /// <inheritdoc/>
    public string Id => "IK6001";

    /// <inheritdoc/>
    public string Name => "schedule-drifts-from-session";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        SessionSchedules.Examine(
            this,
            context,
            Drift,
            market => $"the same distance to the open of {market.Id} all year",
            market => $"Set ScheduleExpressionTimezone to {market.TimeZone.Id}, and write the expression in that zone."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Write session schedules in the market's time zone", ActionPriority.Low)];

    private static string? Drift(Schedule schedule, MarketCalendar market, IReadOnlyList<TradingSession> sessions)
    {
        for (var i = 1; i < sessions.Count; i++)
        {
            var (before, after) = (sessions[i - 1], sessions[i]);
            if (Apart(schedule, market, before) == Apart(schedule, market, after))
                continue;
            if (First(schedule, before) is { } last && First(schedule, after) is { } first && last != first)
                return $"{schedule.Expression.Text} in {schedule.TimeZone.Id} fires {Words(last)} until {MarketTime.Date(before.Label)} "
                    + $"and {Words(first)} from {MarketTime.Date(after.Label)}";
        }

        return null;
    }

    /// <summary>How far the two clocks are apart.</summary>
    private static Offset Apart(Schedule schedule, MarketCalendar market, TradingSession session) =>
        market.TimeZone.GetUtcOffset(session.Open) - schedule.TimeZone.GetUtcOffset(session.Open);

    /// <summary>The first run of a session, from the open; null when it has none.</summary>
    private static Duration? First(Schedule schedule, TradingSession session)
    {
        foreach (var fire in schedule.FireTimes(session.Open - Before, session.Close))
            return fire.At - session.Open;
        return null;
    }

    private static string Words(Duration fromOpen)
    {
        var minutes = (long)Math.Abs(fromOpen.TotalMinutes);
        if (minutes == 0)
            return "at the open";
        var hours = minutes >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h ") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{hours}{minutes % 60} min {(fromOpen < Duration.Zero ? "before" : "after")} the open"
        );
    }
}
