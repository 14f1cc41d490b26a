using IncidentKit.Basics;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>One schedule of an outage before and after it.</summary>
internal sealed record ScheduleRecovery
{
    private const string NoneSince = "no good run was recorded since";
    private const string Later = "record a later window";

    /// <summary>The schedule.</summary>
    public required ScheduleKey Schedule { get; init; }

    /// <summary>The records that show its gaps, each once.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Its last good fire time before the outage.</summary>
    public required Known<Instant> LastGoodBefore { get; init; }

    /// <summary>Its first good fire time afterwards.</summary>
    public required Known<Instant> FirstGoodAfter { get; init; }

    /// <summary>The fire times since then whose run started.</summary>
    public required Known<int> RanSince { get; init; }

    /// <summary>The fire times since then whose run was missed or failed.</summary>
    public required Known<int> NotRanSince { get; init; }

    /// <summary>The fire times since then of which nothing is known.</summary>
    public required Known<int> UnknownSince { get; init; }

    /// <summary>Whether it runs again: it ran since, and missed nothing.</summary>
    public bool Proved => RanSince is { IsKnown: true, Value: > 0 } && NotRanSince.Value == 0;

    /// <summary>The schedules of an outage, in order; none without one.</summary>
    public static IReadOnlyList<ScheduleRecovery> Of(ExplainedOutage? chosen, IReadOnlyList<ScheduleRuns> runs, Interval window)
    {
        if (chosen is null)
            return [];
        var byKey = runs.ToDictionary(r => r.History.Key);
        return
        [
            .. chosen
                .Outage.Gaps.GroupBy(g => g.Schedule)
                .OrderBy(g => g.Key)
                .Select(g => Of(byKey[g.Key], [.. g.OrderBy(x => x.Start)], KnownUntil(byKey[g.Key], window))),
        ];
    }

    /// <summary>Runs after the window prove too.</summary>
    private static Instant KnownUntil(ScheduleRuns runs, Interval window) =>
        runs.LastGoodEver is { } last ? Instant.Max(window.End, last + Duration.Epsilon) : window.End;

    private static ScheduleRecovery Of(ScheduleRuns runs, IReadOnlyList<ExecutionGap> gaps, Instant until)
    {
        var end = gaps[^1].End;
        var since = end is { } good ? runs.Verdicts(good, until).CountBy(r => r.Verdict).ToDictionary() : null;
        return new ScheduleRecovery
        {
            Schedule = runs.History.Key,
            Evidence = [.. gaps.SelectMany(g => g.EvidenceIds).Distinct(StringComparer.Ordinal)],
            LastGoodBefore = gaps[0].LastGood is { } before
                ? Known<Instant>.Derived(before)
                : Known<Instant>.Unknown("the fire time before the first missed one is not in the evidence", "record an earlier window"),
            FirstGoodAfter = end is { } after ? Known<Instant>.Derived(after) : Known<Instant>.Unknown(NoneSince, Later),
            RanSince = Since(RunVerdict.Ran, RunVerdict.Late),
            NotRanSince = Since(RunVerdict.Missed, RunVerdict.Failed),
            UnknownSince = Since(RunVerdict.Unknown),
        };

        Known<int> Since(params IEnumerable<RunVerdict> verdicts) =>
            since is null ? Known<int>.Unknown(NoneSince, Later) : Known<int>.Derived(verdicts.Sum(v => since.GetValueOrDefault(v)));
    }
}
