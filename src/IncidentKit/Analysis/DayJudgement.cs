using IncidentKit.Analysis.Briefing;
using IncidentKit.Basics;
using IncidentKit.Schedules.Targets;
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
        var unknowns = Of(analysis, covered).ToList();
        return new DayJudgement
        {
            Outcome =
                analysis.Totals is { Missed: > 0 } or { Failed: > 0 } ? DayOutcome.Lost
                : unknowns.Count > 0 ? DayOutcome.PartlyUnknown
                : DayOutcome.AllRan,
            Covered = covered,
            Unknowns = unknowns,
            SchedulesAreUnknown = analysis.Context.Runs.Count == 0,
        };
    }

    private static IEnumerable<(string Text, string? ToKnow)> Of(BundleAnalysis analysis, Interval covered)
    {
        if (covered != analysis.Context.Window)
            yield return ($"only {covered.Start.ToUtc()} to {covered.End.ToUtc()} of the day was recorded", "record the whole day");
        foreach (var part in analysis.Unseen)
            yield return (part.Text, part.ToKnow);
        var unknown = analysis.Context.Runs.ToLookup(
            r => r.History.Latest.Target is OtherTarget { IsNotRecorded: false },
            r => r.Counts.Unknown
        );
        if (unknown[false].Sum() is > 0 and var runs)
            yield return (
                $"{Wording.Count(runs, "run")}: no evidence covers their fire times",
                "see coverage; record later, when the sources have caught up"
            );
        if (unknown[true].Sum() is > 0 and var calls)
            yield return (
                $"{Wording.Count(calls, "run")} of targets that leave no trace: no count of calls tells whether they were invoked",
                "give each of these schedules a group of its own, or say accept: ignore of its service in the settings"
            );
    }
}
