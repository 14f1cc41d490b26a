using IncidentKit.Analysis;
using IncidentKit.Basics;
using IncidentKit.Impact;
using IncidentKit.Schedules;
using NodaTime;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes what log groups wrote, and writes down what it rests on.</summary>
/// <param name="analysis">The window, and the chosen outage.</param>
/// <param name="groups">The log groups with recorded activity.</param>
/// <param name="basis">Where to write down what values rest on.</param>
internal sealed class LogActivityComposer(BundleAnalysis analysis, IReadOnlyList<GroupActivity> groups, BasisLedger basis)
{
    /// <summary>So many log groups are drawn: those that were silent in the outage first, then those that its schedules write to.</summary>
    private const int MostDrawn = 6;

    /// <summary>So many bars a drawing holds.</summary>
    private const int MostBins = 240;

    private readonly Interval _window = analysis.Context.Window;
    private readonly Interval? _outage = analysis.OutageSpan;
    private readonly HashSet<ScheduleKey> _affected = [.. analysis.Chosen?.Outage.Schedules ?? []];

    private static readonly Duration[] BinLengths =
    [
        .. new[] { 1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 360, 720 }.Select(m => Duration.FromMinutes(m)),
    ];

    public IReadOnlyList<ReportLogActivity> Compose()
    {
        var drawn = groups
            .OrderByDescending(SilentInOutage)
            .ThenByDescending(g => g.Writers.Any(_affected.Contains))
            .ThenByDescending(g => g.Silences?.Count > 0)
            .ThenBy(g => g.Recorded.Region, StringComparer.Ordinal)
            .ThenBy(g => g.Recorded.LogGroup, StringComparer.Ordinal)
            .Take(MostDrawn)
            .ToHashSet();
        return [.. groups.Select((g, i) => Activity(g, drawn.Contains(g), $"/logActivity/{i}"))];
    }

    private Duration SilentInOutage(GroupActivity group) =>
        _outage is not { } time
            ? Duration.Zero
            : group.SilencesIn(time).Aggregate(Duration.Zero, (sum, s) => sum + Intervals.Common(s.Span, time)!.Value.Duration);

    private ReportLogActivity Activity(GroupActivity group, bool drawn, string pointer)
    {
        var ids = group.Recorded.EvidenceIds;
        basis.Measured(pointer, ids);
        var unseen = group.Looked.Count == 0 && group.Minutes.Count == 0;
        foreach (var field in unseen ? ["events", "minutesWithEvents"] : Array.Empty<string>())
            basis.Unknown($"{pointer}/{field}", "no answer covers the window whole", "collect --log-activity");
        if (group.Silences is null)
        {
            foreach (var field in new[] { "baseline", "silentSpans" })
                basis.Unknown(
                    $"{pointer}/{field}",
                    "fewer than three days before the window are recorded, so what is usual is unknown",
                    "collect --log-activity while one-minute metrics last (15 days), or import the logs of the weeks before"
                );
        }
        else
        {
            basis.Derived($"{pointer}/silentSpans", group.Baseline, ids);
        }

        return new ReportLogActivity(
            group.Recorded.Region,
            group.Recorded.LogGroup,
            analysis.Names.Of(group.Writers),
            [.. group.Looked.Select(l => new ReportWindow(l.Start, l.End))],
            group.Minutes.Count == 0 ? null : group.Minutes[0].Minute,
            group.Minutes.Count == 0 ? null : group.Minutes[^1].Minute,
            unseen ? null : group.Minutes.Sum(m => m.Events),
            unseen ? null : group.Minutes.Count,
            group.Baseline,
            group.Silences?.Select(s => new ReportSilentSpan(s.Span.Start, s.Span.End, s.Usual, s.Limit, s.Days)).ToList(),
            group.Unjudged,
            drawn ? Bins(group) : null,
            BasisLedger.Few(ids),
            ids.Count
        );
    }

    private ReportEventBins Bins(GroupActivity group)
    {
        var start = WholeMinute.Of(_window.Start);
        var length = BinLengths.FirstOrDefault(
            l => (_window.End - start) / l <= MostBins,
            Duration.FromDays(Math.Ceiling((_window.End - start).TotalDays / MostBins))
        );
        var bins = new long?[(int)Math.Ceiling((_window.End - start) / length)];
        foreach (var looked in group.Looked)
        {
            for (var i = (int)((looked.Start - start) / length); i < bins.Length && start + (i * length) < looked.End; i++)
                bins[i] = 0;
        }

        foreach (var (minute, events) in group.Minutes)
        {
            var i = (int)((minute - start) / length);
            bins[i] = (bins[i] ?? 0) + events;
        }

        return new ReportEventBins(start, length, bins);
    }
}
