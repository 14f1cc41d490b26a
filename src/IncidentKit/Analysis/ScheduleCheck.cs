using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>
/// What is known of a schedule now. It is broken when its last known run was lost, or a fault of its own that nothing has mended is
/// confirmed; it is sound when that run started; otherwise it is unknown. Weaknesses (IK5…, IK6…) break nothing.
/// </summary>
internal sealed class ScheduleCheck
{
    private readonly List<string> _reasons = [];

    private ScheduleCheck(ScheduleRuns runs, Instant? firstGood) => (Runs, FirstGoodSince) = (runs, firstGood);

    /// <summary>The schedule's runs.</summary>
    public ScheduleRuns Runs { get; }

    /// <summary>What is known of it.</summary>
    public CheckVerdict Verdict { get; private set; } = CheckVerdict.Sound;

    /// <summary>What the verdict rests on, one sentence each.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>The last fire time of which it is known what became of it; null when there is none.</summary>
    public Instant? LastDue { get; private init; }

    /// <summary>What became of it.</summary>
    public RunVerdict? LastRun { get; private init; }

    /// <summary>The first good fire time since the asked time; null when nobody asked or there is none.</summary>
    public Instant? FirstGoodSince { get; }

    /// <summary>Checks every schedule: the broken first, then the unknown, each by name.</summary>
    /// <param name="analysis">The analysis of a window that ends now.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    public static IReadOnlyList<ScheduleCheck> All(BundleAnalysis analysis, Instant? since)
    {
        var faults = analysis
            .Findings.Where(f => f.Rule.LosesRuns)
            .SelectMany(f => f.Subjects.Select(s => (Subject: s, Finding: f)))
            .ToLookup(f => f.Subject, f => f.Finding);
        return
        [
            .. analysis
                .Context.Runs.Select(r => Of(r, [.. faults[r.History.Key].Where(f => !IsMended(f, r))], analysis.Context.Window, since))
                .OrderBy(s => (s.Verdict != CheckVerdict.Broken, s.Verdict != CheckVerdict.Unknown))
                .ThenBy(s => s.Runs.History.Key),
        ];
    }

    /// <summary>Whether all is ready: something broken says no, and something unknown, or nothing at all, leaves it open.</summary>
    public static Readiness Overall(IReadOnlyList<ScheduleCheck> all) =>
        all.Any(s => s.Verdict == CheckVerdict.Broken) ? Readiness.NotReady
        : all.Count == 0 || all.Any(s => s.Verdict == CheckVerdict.Unknown) ? Readiness.Unknown
        : Readiness.Ready;

    private static ScheduleCheck Of(ScheduleRuns runs, IReadOnlyList<Finding> faults, Interval window, Instant? since)
    {
        var (due, run) = LastKnown(runs);
        var first = since is { } asked ? runs.FirstGood(Instant.Max(asked, window.Start), window.End) : null;
        var check = new ScheduleCheck(runs, first) { LastDue = due, LastRun = run };
        if (run is RunVerdict.Missed or RunVerdict.Failed)
            check.Say(CheckVerdict.Broken, $"the run of {due!.Value.ToIso()} {(run == RunVerdict.Missed ? "was missed" : "failed")}");
        check.Blame(faults);
        if (ScheduleState.Of(runs) == ScheduleState.Enabled && run is null)
            check.Say(
                CheckVerdict.Unknown,
                runs.Counts.Expected == 0
                    ? $"no run was due since {window.Start.ToIso()}"
                    : "whether its last runs happened is unknown, see coverage"
            );
        if (ScheduleState.Of(runs) == ScheduleState.Unknown)
            check.Say(CheckVerdict.Unknown, "it could not be read");
        if (since is { } proved && first is null && ScheduleState.Of(runs) == ScheduleState.Enabled && check.Verdict == CheckVerdict.Sound)
            check.Say(
                CheckVerdict.Unknown,
                $"not proved since {proved.ToIso()}: "
                    + (runs.Next is { } next ? $"its next fire time is {next.ToIso()}" : "it has no fire time ahead")
            );
        return check;
    }

    /// <summary>
    /// A state that only fits is belied by a run that started after it began; where that is not known, it may be newer than the last run.
    /// </summary>
    private void Blame(IReadOnlyList<Finding> faults)
    {
        foreach (var fault in faults.Where(f => f.Certainty == Certainty.Confirmed))
            Say(CheckVerdict.Broken, $"{fault.RuleId} {fault.Name}: {fault.Found}");
        foreach (var fault in faults.Where(f => f.Certainty == Certainty.Supported && !(f.Since <= Runs.LastGood)))
        {
            var lost = LastRun is not (RunVerdict.Ran or RunVerdict.Late) || fault.Since is not null;
            Say(
                lost ? CheckVerdict.Broken : CheckVerdict.Unknown,
                $"{fault.RuleId} {fault.Name} fits{(lost ? "" : ", though the last run started")}: {fault.Found}"
            );
        }
    }

    private void Say(CheckVerdict worse, string reason)
    {
        if (worse == CheckVerdict.Broken || Verdict == CheckVerdict.Sound)
            Verdict = worse;
        _reasons.Add(reason);
    }

    /// <summary>A recorded change mended it, or the schedule has run since the fault began.</summary>
    private static bool IsMended(Finding fault, ScheduleRuns runs) =>
        fault.Recoveries.Any(r => r.Schedule is null || r.Schedule == runs.History.Key)
        || (runs.LastGood is { } good && runs.Gaps.Count > 0 && runs.Gaps[^1].End is { } end && good >= end);

    /// <summary>The last fire time of which it is known what became of it.</summary>
    private static (Instant? At, RunVerdict? Verdict) LastKnown(ScheduleRuns runs)
    {
        var lost = runs.NotRan.LastOrDefault(r => r.Verdict is RunVerdict.Missed or RunVerdict.Failed or RunVerdict.Late);
        if (lost != default && (runs.LastGood is null || lost.FireTime >= runs.LastGood))
            return (lost.FireTime, lost.Verdict);
        return runs.LastGood is { } good ? (good, RunVerdict.Ran) : (null, null);
    }
}
