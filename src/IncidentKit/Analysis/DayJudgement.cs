using IncidentKit.Basics;
using IncidentKit.Evidence;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>What can be said of a day, and what of it is unknown.</summary>
internal sealed record DayJudgement
{
    /// <summary>What can be said.</summary>
    public required DayOutcome Outcome { get; init; }

    /// <summary>What of the day was recorded.</summary>
    public required Interval Covered { get; init; }

    /// <summary>What is unknown and why, each with what to do to know it.</summary>
    public required IReadOnlyList<(string Text, string? ToKnow)> Unknowns { get; init; }

    /// <summary>Whether there may be schedules although none was recorded.</summary>
    public required bool SchedulesAreUnknown { get; init; }

    /// <summary>Judges a day.</summary>
    /// <param name="analysis">The analysis whose window is the day.</param>
    public static DayJudgement Of(BundleAnalysis analysis)
    {
        var (day, recorded) = (analysis.Context.Window, analysis.Recording.Window);
        var covered = new Interval(Instant.Max(day.Start, recorded.Start), Instant.Min(day.End, recorded.End));
        var scheduler = analysis.Recording.Coverage.Where(c => c.Source.Split('[')[0] == SourceNames.Schedules).ToList();
        var unknowns = Of(analysis, covered, scheduler).ToList();
        var isComplete = scheduler.Count > 0 && scheduler.TrueForAll(c => c.Status == CoverageStatus.Complete);
        return new DayJudgement
        {
            Outcome =
                analysis.Totals is { Missed: > 0 } or { Failed: > 0 } ? DayOutcome.Lost
                : unknowns.Count > 0 ? DayOutcome.PartlyUnknown
                : DayOutcome.AllRan,
            Covered = covered,
            Unknowns = unknowns,
            SchedulesAreUnknown = analysis.Context.Runs.Count == 0 && !isComplete,
        };
    }

    private static IEnumerable<(string Text, string? ToKnow)> Of(BundleAnalysis analysis, Interval covered, List<SourceCoverage> scheduler)
    {
        if (covered != analysis.Context.Window)
            yield return ($"only {covered.Start.ToUtc()} to {covered.End.ToUtc()} of the day was recorded", "record the whole day");
        if (!analysis.Recording.Complete)
            yield return ("the recording was interrupted", "go on with collect --resume");
        foreach (var row in scheduler.Where(c => c.Status != CoverageStatus.Complete))
            yield return (
                $"{row.Source} is {row.Status.ToString().ToLowerInvariant()}: there may be schedules that are not counted",
                "see coverage"
            );
        if (analysis.Context.Runs.Count == 0 && scheduler.Count == 0)
            yield return ("no schedule was recorded", "record the account with collect");
        if (analysis.Totals.Unknown is > 0 and var runs)
            yield return (
                $"{runs} runs: no evidence covers their fire times",
                "see coverage; record later, when the sources have caught up"
            );
    }
}
