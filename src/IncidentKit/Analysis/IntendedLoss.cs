using IncidentKit.Diagnosis;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;

namespace IncidentKit.Analysis;

/// <summary>A time for which a schedule was meant not to run, and how many of its runs did not happen in it.</summary>
/// <param name="Pause">What a person says.</param>
/// <param name="Schedule">The schedule meant; null where the recording holds none of the name.</param>
/// <param name="Runs">How many fire times of the window were lost in it.</param>
internal sealed record IntendedLoss(IntendedPause Pause, ScheduleKey? Schedule, int Runs)
{
    /// <summary>One for each schedule that an entry of the file means, in the order of the file.</summary>
    public static IReadOnlyList<IntendedLoss> Of(IncidentFile? file, DiagnosisContext context) =>
        [.. (file?.Intended ?? []).SelectMany(p => Of(p, [.. context.Runs.Where(r => r.History.Key.IsNamed(p.Schedule))]))];

    /// <summary>It in one sentence, with who says so.</summary>
    public string Text(ScheduleNames names) =>
        $"{Runs} runs of {(Schedule is { } key ? names[key] : Pause.Schedule)} were meant not to happen: {Pause.Reason} "
        + $"(stated by {Pause.By}, not measured).";

    private static IEnumerable<IntendedLoss> Of(IntendedPause pause, IReadOnlyList<ScheduleRuns> named) =>
        named.Count == 0
            ? [new IntendedLoss(pause, null, 0)]
            : named.Select(r => new IntendedLoss(
                pause,
                r.History.Key,
                r.NotRan.Count(n => n.Verdict == RunVerdict.Intended && pause.Span.Contains(n.FireTime))
            ));
}
