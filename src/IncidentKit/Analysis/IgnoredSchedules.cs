using IncidentKit.Analysis.Briefing;
using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;

namespace IncidentKit.Analysis;

/// <summary>What people do without, in print: schedules that are not judged, runs of which it is enough that they were invoked.</summary>
internal static class IgnoredSchedules
{
    private const int Named = 10;

    /// <summary>The schedules that are not judged, with what is known of them all the same; null where there are none.</summary>
    public static string? Text(DiagnosisContext context)
    {
        if (context.Ignored.Count == 0)
            return null;
        var names = Wording.List([.. context.Ignored.Select(r => $"{context.Names[r.History.Key]} ({Known(r)})")], Named);
        return $"{Wording.Count(context.Ignored.Count, "scheduled job")} ignored by the settings (accept: ignore), "
            + $"in no count and no verdict: {names}";
    }

    /// <summary>The runs that count as ended well because they were invoked, one sentence a schedule.</summary>
    public static IEnumerable<string> Accepted(DiagnosisContext context) =>
        from runs in context.Runs
        where runs.Counts.Accepted > 0
        select $"{context.Names[runs.History.Key]}: {runs.Counts.Accepted} of its runs count as ended well because they were invoked, "
            + "as the settings accept (accept: invoked)";

    private static string Known(ScheduleRuns runs)
    {
        var counts = runs.Counts;
        (int Number, string What)[] known =
        [
            (counts.Ran + counts.Late, "started"),
            (counts.Failed, "failed"),
            (counts.Missed, "missed"),
            (counts.Unknown, "unknown"),
        ];
        var told = known.Where(k => k.Number > 0).Select(k => $"{k.Number} {k.What}").ToList();
        return told.Count == 0 ? "not due" : string.Join(", ", told);
    }
}
