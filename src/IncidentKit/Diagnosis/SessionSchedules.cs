using IncidentKit.Diagnosis.Causes;
using IncidentKit.Markets;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Diagnosis;

/// <summary>
/// Finds what the rules on schedules and market sessions share: the schedules placed by the time of day, and the sessions ahead.
/// </summary>
internal static class SessionSchedules
{
    private static readonly Duration Ahead = Duration.FromDays(366);
    private static readonly Duration Week = Duration.FromDays(7);
    private static readonly Duration LongestRhythm = Duration.FromHours(12);

    /// <summary>A finding for each schedule expression and zone of which <paramref name="found"/> has something to say.</summary>
    /// <param name="rule">The rule that asks.</param>
    /// <param name="context">The schedules and markets.</param>
    /// <param name="found">What is wrong with a schedule for a market, from the sessions ahead; null when nothing is.</param>
    /// <param name="expected">What there should be for a market.</param>
    /// <param name="remedy">What to do for a market.</param>
    public static IEnumerable<Finding> Examine(
        IFindingRule rule,
        DiagnosisContext context,
        Func<Schedule, MarketCalendar, IReadOnlyList<TradingSession>, string?> found,
        Func<MarketCalendar, string> expected,
        Func<MarketCalendar, string> remedy
    )
    {
        foreach (var market in context.Markets)
        {
            var from = context.Window.End;
            var sessions = market.Sessions(from.InZone(market.TimeZone).Date, (from + Ahead).InZone(market.TimeZone).Date);
            var alike = context
                .Runs.Where(r => r.History.Current is { Enabled: true, Expression: not RateExpression and not AtExpression })
                .GroupBy(r => (r.History.Latest.Expression.Text, r.History.Latest.TimeZone.Id));
            foreach (var group in alike)
            {
                var runs = group.OrderBy(r => r.History.Key).ToList();
                var schedule = runs[0].History.Latest;
                if (GoesRoundTheClock(schedule, from) || found(schedule, market, sessions) is not { } text)
                    continue;
                yield return new Finding
                {
                    Rule = rule,
                    Severity = Severity.Low,
                    Certainty = Certainty.Confirmed,
                    Expected = expected(market),
                    ExplainsOnset = false,
                    Remedy = remedy(market),
                    Subjects = [.. runs.Select(r => r.History.Key)],
                    Found = text,
                    EvidenceIds =
                    [
                        .. runs.Select(r => r.History.EvidenceId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
                    ],
                };
            }
        }
    }

    /// <summary>Whether it fires every so many minutes or hours, day and night: then it follows no session.</summary>
    private static bool GoesRoundTheClock(Schedule schedule, Instant from)
    {
        (Instant? last, Duration? rhythm) = (null, null);
        foreach (var fire in schedule.Expression.Between(from, from + Week, schedule.TimeZone))
        {
            if (fire.Optional)
                continue;
            if (last is { } before)
            {
                rhythm ??= fire.At - before;
                if (rhythm > LongestRhythm || fire.At - before != rhythm)
                    return false;
            }

            last = fire.At;
        }

        return rhythm is not null;
    }
}
