using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Reports.Incident;

/// <summary>Composes the lanes of a report's drawing.</summary>
internal static class LaneComposer
{
    /// <summary>So many lanes are drawn; schedules that lost runs come first.</summary>
    public const int MostLanes = 40;

    /// <summary>So many spans a lane has; the shortest are left out.</summary>
    public const int MostSpans = 120;

    public static IReadOnlyList<ReportLane> Compose(DiagnosisContext context) =>
        [
            .. context
                .Runs.OrderByDescending(r => r.Counts.Missed + r.Counts.Failed > 0)
                .ThenByDescending(r => r.Counts.Unknown + r.Counts.Late > 0)
                .ThenBy(r => r.History.Key)
                .Take(MostLanes)
                .Select(r => Lane(r, context)),
        ];

    private static ReportLane Lane(ScheduleRuns runs, DiagnosisContext context)
    {
        var spans = new List<ReportLaneSpan>();
        var drawn = false;
        foreach (var (at, verdict) in runs.Verdicts(context.Window.Start, context.Window.End))
        {
            var kind = KindOf(verdict);
            if (drawn && spans[^1].Kind == kind && verdict != RunVerdict.Intended)
            {
                spans[^1] = spans[^1] with { Runs = spans[^1].Runs + 1 };
                continue;
            }

            if (drawn)
                spans[^1] = spans[^1] with { End = at };
            // Where nothing was meant to run nothing is drawn.
            drawn = verdict != RunVerdict.Intended;
            if (drawn)
                spans.Add(new ReportLaneSpan(kind, at, context.Window.End, 1));
        }

        var kept =
            spans.Count <= MostSpans
                ? spans
                :
                [
                    .. spans
                        .OrderByDescending(s => s.Kind is LaneSpanKind.Missed or LaneSpanKind.Failed)
                        .ThenByDescending(s => s.End - s.Start)
                        .ThenBy(s => s.Start)
                        .Take(MostSpans)
                        .OrderBy(s => s.Start),
                ];
        return new ReportLane(context.Names[runs.History.Key], kept, spans.Count - kept.Count);
    }

    private static LaneSpanKind KindOf(RunVerdict verdict) =>
        verdict switch
        {
            RunVerdict.Ran => LaneSpanKind.Ran,
            RunVerdict.Late => LaneSpanKind.Late,
            RunVerdict.Failed => LaneSpanKind.Failed,
            RunVerdict.Missed => LaneSpanKind.Missed,
            _ => LaneSpanKind.Unknown,
        };
}
