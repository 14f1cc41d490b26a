using System.Globalization;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis.Rules.Sessions;

/// <summary>IK6002: runs meant for the session that fall after an early close, or inside a break.</summary>
internal sealed class RunOutsideEarlyClose : IFindingRule
{
    /// <summary>So many dates are named; the rest are counted.</summary>
    private const int MostDates = 5;

    /// <inheritdoc/>
    public string Id => "IK6002";

    /// <inheritdoc/>
    public string Name => "run-outside-early-close";

    /// <inheritdoc/>
    public IReadOnlyList<EvidenceSource> Sources { get; } = [];

    /// <inheritdoc/>
    public bool MayExplain(Schedule schedule, FailureLayer layer) => false;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(DiagnosisContext context) =>
        SessionSchedules.Examine(
            this,
            context,
            Misplaced,
            market => $"runs while {market.Id} trades",
            _ => "Let the job ask the calendar before it acts, or end its hours before the early close and around the break."
        );

    /// <inheritdoc/>
    public IReadOnlyList<ActionSuggestion> Suggestions { get; } =
    [ActionSuggestion.Prevent("Let session jobs ask the calendar for early closes and breaks", ActionPriority.Low)];

    private static string? Misplaced(Schedule schedule, MarketCalendar market, IReadOnlyList<TradingSession> sessions)
    {
        var afterClose = new List<(LocalDate Date, int Runs)>();
        (LocalDate? breakFrom, var inBreaks) = (null, 0);
        LocalTime? ordinaryClose = null;
        foreach (var session in sessions)
        {
            var close = session.Close.InZone(market.TimeZone).TimeOfDay;
            if (!session.Is(SessionMarks.EarlyClose))
            {
                ordinaryClose = session.Is(SessionMarks.LateClose) ? ordinaryClose : close;
            }
            else if (ordinaryClose > close)
            {
                var usual = market.TimeZone.AtLeniently(session.Close.InZone(market.TimeZone).Date + ordinaryClose.Value).ToInstant();
                if (Count(schedule, session.Close, usual) is > 0 and var late)
                    afterClose.Add((session.Label, late));
            }

            // The breaks of one session stand for all: they are the same on ordinary days.
            if (breakFrom is null && session is { Marks: SessionMarks.None or SessionMarks.Projected, Breaks.IsEmpty: false })
                (breakFrom, inBreaks) = (session.Label, session.Breaks.Sum(b => Count(schedule, b.Start, b.End)));
        }

        var parts = new List<string>();
        if (afterClose.Count > 0)
        {
            var told = afterClose
                .Take(MostDates)
                .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Runs} on {MarketTime.Date(d.Date)}"));
            var more = afterClose.Count > MostDates ? $" and on {afterClose.Count - MostDates} more dates" : "";
            parts.Add($"runs after an early close: {string.Join(", ", told)}{more}");
        }

        if (inBreaks > 0)
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{inBreaks} runs inside the break of each session, next on {MarketTime.Date(breakFrom!.Value)}"
                )
            );
        return parts.Count == 0 ? null : $"{schedule.Expression.Text} in {schedule.TimeZone.Id} has {string.Join("; ", parts)}";
    }

    private static int Count(Schedule schedule, Instant from, Instant to)
    {
        var count = 0;
        foreach (var fire in schedule.FireTimes(from, to))
            count += fire.Optional ? 0 : 1;
        return count;
    }
}
