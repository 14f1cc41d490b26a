using System.Globalization;
using IncidentKit.Basics;
using IncidentKit.Executions.Reading;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Markets;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Impact;

/// <summary>What one log group wrote in the window, and where it was silent for longer than usual.</summary>
internal sealed record GroupActivity
{
    /// <summary>All that is recorded of the group.</summary>
    public required RecordedActivity Recorded { get; init; }

    /// <summary>The schedules whose targets write to it, in order; empty where none is known.</summary>
    public required IReadOnlyList<ScheduleKey> Writers { get; init; }

    /// <summary>What of the window was looked at: half-open, apart from each other, in order.</summary>
    public required IReadOnlyList<Interval> Looked { get; init; }

    /// <summary>The minutes of the window that have events, in order.</summary>
    public required IReadOnlyList<MinuteCount> Minutes { get; init; }

    /// <summary>What usual silence was learnt from, one sentence; null where too little of the past is recorded.</summary>
    public required string? Baseline { get; init; }

    /// <summary>
    /// The silences longer than usual that reach into the window, in order and
    /// with their own ends. Null where too little of the past is recorded to say.
    /// </summary>
    public required IReadOnlyList<SilentSpan>? Silences { get; init; }

    /// <summary>How many silences of two minutes or more lie at times of which the past says nothing.</summary>
    public required int Unjudged { get; init; }

    /// <summary>The silences longer than usual that reach into a time.</summary>
    public IEnumerable<SilentSpan> SilencesIn(Interval time) => (Silences ?? []).Where(s => Intervals.Common(s.Span, time) is not null);

    /// <summary>Every log group with recorded activity, by region and name.</summary>
    /// <param name="ledger">The recorded activity, and who writes.</param>
    /// <param name="runs">The schedules that are judged.</param>
    /// <param name="market">The market whose phases set days and times apart; null to set weekdays and weekends apart, in UTC.</param>
    /// <param name="window">The window looked at.</param>
    public static IReadOnlyList<GroupActivity> All(
        ExecutionLedger ledger,
        IReadOnlyList<ScheduleRuns> runs,
        MarketCalendar? market,
        Interval window
    )
    {
        var judged = runs.ToDictionary(r => r.Index, r => r.History.Key);
        return
        [
            .. ledger.Activity.Select(a =>
                Of(a, [.. ledger.Writers.Of(a.Region, a.LogGroup).Where(judged.ContainsKey).Select(i => judged[i]).Order()], market, window)
            ),
        ];
    }

    private static GroupActivity Of(RecordedActivity recorded, IReadOnlyList<ScheduleKey> writers, MarketCalendar? market, Interval window)
    {
        List<Interval> past =
        [
            .. recorded.Looked.Where(l => l.Start < window.Start).Select(l => new Interval(l.Start, Instant.Min(l.End, window.Start))),
        ];
        var zone = market?.TimeZone ?? DateTimeZone.Utc;
        var baseline = new SilenceBaseline(recorded.Minutes, past, zone, at => Session(at, zone, market));
        var judged = recorded
            .Looked.Where(l => Intervals.Common(l, window) is not null)
            .SelectMany(l => baseline.LongerThanUsual(recorded.Minutes, Around(recorded.Minutes, l, window)))
            .Where(s => Intervals.Common(s.Span, window) is not null)
            .ToList();
        return new GroupActivity
        {
            Recorded = recorded,
            Writers = writers,
            Looked = [.. recorded.Looked.Select(l => Intervals.Common(l, window)).OfType<Interval>()],
            Minutes = recorded.Within(window),
            Baseline = baseline.SaysAnything ? Text(past, zone, market) : null,
            Silences = baseline.SaysAnything ? judged.FindAll(s => s.Days > 0) : null,
            Unjudged = judged.Count(s => s.Days == 0),
        };
    }

    /// <summary>
    /// The part of what was looked at, from the last event before the window
    /// to the first after it. So a silence is not cut at the window's ends.
    /// </summary>
    private static Interval Around(IReadOnlyList<MinuteCount> minutes, Interval looked, Interval window)
    {
        var first = MinuteCount.IndexOf(minutes, window.Start) - 1;
        var last = MinuteCount.IndexOf(minutes, window.End);
        var from = first >= 0 ? Instant.Min(minutes[first].End, window.Start) : looked.Start;
        var to = last < minutes.Count ? minutes[last].Minute : looked.End;
        return Intervals.Common(looked, new Interval(from, Instant.Max(to, window.End)))!.Value;
    }

    /// <summary>Names the part of the day and the kind of day, within which days are compared.</summary>
    private static string Session(Instant at, DateTimeZone zone, MarketCalendar? market)
    {
        var date = at.InZone(zone).Date;
        var weekend = date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? "weekend" : "weekday";
        if (market is null)
            return weekend;
        var phase = market.PhaseAt(at);
        return phase == MarketPhase.Unknown ? weekend
            : phase != MarketPhase.Closed ? $"{phase}"
            : market.Sessions(date, date).Count > 0 ? "night"
            : "closed";
    }

    private static string Text(List<Interval> past, DateTimeZone zone, MarketCalendar? market)
    {
        var (from, to) = (past[0].Start.InZone(zone).Date, past[^1].End.InZone(zone).Date);
        var apart = market is null ? "weekdays and weekends apart" : $"phases and days of {market.Id} apart";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"usual is the median over the recorded days {from:uuuu-MM-dd} to {to:uuuu-MM-dd} of the longest "
                + $"silence in each half-hour of {zone.Id}, {apart}; longer than usual is more than three spreads "
                + $"above it, a spread being 1.4826 times the median distance and at least a minute"
        );
    }
}
