using System.Text.Json;
using IncidentKit.Evidence;
using IncidentKit.Recorded;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Executions.Reading;

/// <summary>
/// Finds runs in the metrics that count the calls of a target. They tell the minute, and a complete count proves by its silence.
/// </summary>
internal static class InvocationCounts
{
    /// <summary>Metric points may be this late. Source: facts §3.1, best effort.</summary>
    private static readonly Duration Lag = Duration.FromMinutes(15);

    /// <summary>One-minute points are kept this long. Source: facts §3.4.</summary>
    private static readonly Duration Retention = Duration.FromDays(15);

    /// <summary>
    /// A failed asynchronous invocation is tried twice more, after one minute and after two more: so long after it an invocation in a
    /// minute in which nothing is due is a retry of it. Source: facts §9.
    /// </summary>
    private static readonly Duration RetriesWithin = Duration.FromMinutes(4);

    /// <summary>Reads the invocations by minute, which of them failed, and what complete answers prove by silence.</summary>
    public static void Read(BundleReader bundle, LedgerParts parts, IReadOnlyList<TrailEvent> events)
    {
        var series = MetricSeries.ReadAll(bundle);
        // A minute that several answers tell of is one minute.
        var points = new SortedDictionary<int, SortedDictionary<Instant, (int Count, int Evidence)>>();
        var errors = new Dictionary<int, MetricSeries?>();
        var ends = new Dictionary<int, MachineEnds>();
        var silent = new List<(IReadOnlyList<int> Schedules, Instant From, EvidenceRecord Record)>();
        foreach (var record in bundle.Records(Operations.GetMetricData))
        {
            if (!record.Succeeded)
                continue;
            var counted = record
                .Parameters.Items("MetricDataQueries")
                .Select(q => (Id: q.Text("Id") ?? "", Schedules: SchedulesOf(q, record.Region, parts.Index)))
                .Where(q => q.Schedules.Count > 0)
                .ToDictionary(q => q.Id, q => q.Schedules, StringComparer.Ordinal);
            if (counted.Count == 0)
                continue;
            using var body = bundle.ParseBody(record);
            var paged = body.RootElement.Text("NextToken") is not null || record.Parameters.Text("NextToken") is not null;
            foreach (var result in body.RootElement.Items("MetricDataResults"))
            {
                if (!counted.TryGetValue(result.Text("Id") ?? "", out var schedules))
                    continue;
                if (!points.TryGetValue(schedules[0], out var minutes))
                    points.Add(schedules[0], minutes = []);
                var evidence = parts.EvidenceIndex(record.Id);
                foreach (var (minute, count) in Points(result))
                {
                    if (minutes.GetValueOrDefault(minute).Count <= count)
                        minutes[minute] = (count, evidence);
                }

                if (parts.Histories[schedules[0]].Latest.Target is SfnTarget machine)
                    ends[schedules[0]] = new MachineEnds(series, record.Region, machine);
                if (schedules is [var only] && parts.Histories[only].Latest.Target.FailureMetric is { } failures)
                    errors[only] = series.GetValueOrDefault((record.Region, failures.Namespace, failures.Name, failures.Value));
                if (!paged && record.IsWhole && result.Text("StatusCode") == "Complete" && record.Parameters.Time("StartTime") is { } from)
                    silent.Add((schedules, from, record));
            }
        }

        // What is held back at any minute is known when all answers are read.
        foreach (var (schedules, from, record) in silent)
            AddSilence(
                parts,
                schedules,
                from,
                record,
                HeldEvents.Minutes(
                    series,
                    events,
                    [.. schedules.Select(s => parts.Histories[s])],
                    m => points[schedules[0]].GetValueOrDefault(m).Count
                )
            );

        foreach (var (schedule, minutes) in points)
        {
            if (ends.TryGetValue(schedule, out var machine))
                parts.Found[schedule].AddRange(machine.Runs(minutes.Select(m => (m.Key, m.Value.Count, m.Value.Evidence))));
            else
                AddInvocations(parts, schedule, minutes, errors.GetValueOrDefault(schedule), LengthsOf(parts.Histories[schedule], series));
        }
    }

    /// <summary>The schedules whose calls a query counts.</summary>
    private static IReadOnlyList<int> SchedulesOf(JsonElement query, string region, ScheduleIndex index)
    {
        if (query.Member("MetricStat", "Metric") is not { } metric)
            return [];
        var (space, name) = (metric.Text("Namespace") ?? "", metric.Text("MetricName") ?? "");
        foreach (var dimension in metric.Items("Dimensions"))
        {
            var asked = new InvocationMetric(space, name, dimension.Text("Name") ?? "", dimension.Text("Value") ?? "");
            if (index.ByMetric(region, asked) is { Count: > 0 } schedules)
                return schedules;
        }

        return [];
    }

    private static void AddInvocations(
        LedgerParts parts,
        int schedule,
        SortedDictionary<Instant, (int Count, int Evidence)> minutes,
        MetricSeries? errors,
        MetricSeries? lengths
    )
    {
        // More invocations of one minute than this are other callers': a schedule fires at most once a minute.
        const int enough = 2;
        var found = parts.Found[schedule];
        (Instant At, int Place)? failed = null;
        foreach (var (minute, (count, evidence)) in minutes)
        {
            var told = errors?.At(minute);
            var failures = Math.Min(told ?? 0, count);
            if (
                failed is { } first
                && minute > first.At
                && minute - first.At <= RetriesWithin
                && !IsDue(parts.Histories[schedule], first.At, minute)
            )
            {
                if (failures < count)
                    found[first.Place] = found[first.Place] with
                    {
                        Outcome = failures == 0 ? ExecutionOutcome.Succeeded : ExecutionOutcome.Unknown,
                    };
                continue;
            }

            failed = failures > 0 && failures >= count ? (minute, found.Count) : null;
            for (var i = 0; i < Math.Min(count, enough); i++)
                found.Add(
                    new Execution
                    {
                        StartedAt = minute,
                        Task = count == 1 ? SpanOf(parts, schedule, minute, lengths, evidence) : default,
                        Sources = ExecutionSources.InvocationCount,
                        // Some of several invocations failed: which of them is not told.
                        Outcome =
                            failed is not null ? ExecutionOutcome.Failed
                            : told == 0 ? ExecutionOutcome.Succeeded
                            : ExecutionOutcome.Unknown,
                        Evidence = evidence,
                    }
                );
        }
    }

    private static MetricSeries? LengthsOf(
        ScheduleHistory history,
        Dictionary<(string Region, string Namespace, string Name, string? Dimension), MetricSeries> series
    ) =>
        history.Latest.Target is LambdaTarget { LengthMetric: var length }
            ? series.GetValueOrDefault((history.Key.Region, length.Namespace, length.Name, length.Value))
            : null;

    /// <summary>Keeps how long the only invocation of a minute took, and gives its key; none where that is not told.</summary>
    private static TaskKey SpanOf(LedgerParts parts, int schedule, Instant minute, MetricSeries? lengths, int evidence)
    {
        if (lengths?.At(minute) is not { } milliseconds || milliseconds <= 0)
            return default;
        var key = TaskKey.Of($"{schedule} {minute.ToUnixTimeSeconds()}");
        var end = minute + Duration.FromMilliseconds(milliseconds);
        parts.CountedSpans[key] = new RunSpan(minute, end, end, parts.Evidence[evidence]);
        return key;
    }

    private static IEnumerable<(Instant Minute, int Count)> Points(JsonElement result) =>
        from point in result.Items("Timestamps").Zip(result.Items("Values"))
        let minute = point.First.AsTime()
        let count = point.Second.AsNumber()
        where minute is not null && count is not null
        select (minute.Value, (int)Math.Min(count.Value, int.MaxValue));

    /// <summary>Whether a fire time lies after the minute of a failed invocation and not after another minute.</summary>
    private static bool IsDue(ScheduleHistory history, Instant after, Instant minute) =>
        history.At(minute) is not { Configuration: { } configuration }
        || (configuration.Expression is RateExpression && configuration.Phase is null)
        || configuration.FireTimes(after + Duration.FromMinutes(1), minute + Duration.FromMinutes(1)).Any();

    private static void AddSilence(
        LedgerParts parts,
        IReadOnlyList<int> schedules,
        Instant from,
        EvidenceRecord record,
        IReadOnlySet<Instant> held
    )
    {
        var askedAt = record.RequestedAt;
        var kept = askedAt - Retention;
        foreach (var schedule in schedules)
            parts
                .Silence[schedule]
                .Add(
                    new AbsenceCoverage(
                        ExecutionSources.InvocationCount,
                        Instant.Max(from, kept),
                        askedAt,
                        Lag,
                        Lag,
                        null,
                        [ListingPage.OfAllTime(record.Id)]
                    )
                    {
                        Blurred = held,
                    }
                );
    }
}
