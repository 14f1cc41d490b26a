using IncidentKit.Basics;
using IncidentKit.Diagnosis;
using IncidentKit.Diagnosis.Causes;
using IncidentKit.Executions.Verdicts;
using IncidentKit.Inputs;
using IncidentKit.Schedules;
using IncidentKit.Schedules.Targets;
using NodaTime;

namespace IncidentKit.Analysis;

/// <summary>
/// What is known of a schedule now, by every answer up to the time it was asked for. It is broken when its
/// last known run was lost, or when a fault of its own is confirmed and nothing has mended it. It is sound
/// when it ran well since its last change; then it is proved. It is also sound when it was not due since then
/// and all that it names was read and is good. Otherwise it is unknown. Weaknesses (IK5…, IK6…) break nothing.
/// </summary>
internal sealed class ScheduleCheck
{
    /// <summary>Sources may be two hours behind; what is unknown from earlier than that stays so.</summary>
    private static readonly Duration LongestLag = Duration.FromHours(2) + Duration.FromMinutes(15);

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

    /// <summary>Whether readiness counts it: what nobody needs for the open, or takes the risk of, does not decide.</summary>
    public bool Counts { get; private init; } = true;

    /// <summary>Whether it ran well since its last change; false for one that was not due since, and is sound by what was read.</summary>
    public bool IsProved { get; private init; }

    /// <summary>Whether it can make the account ready: it is needed, and it is on, or off because that was meant.</summary>
    public bool Decides => Counts && (IsEnabled || Runs.Intended.Count > 0);

    /// <summary>Whether it is on, readiness does not wait for it, and nothing tells whether it ran.</summary>
    public bool IsUnseen => !Counts && IsEnabled && Verdict == CheckVerdict.Unknown;

    private bool IsEnabled => ScheduleState.Of(Runs) == ScheduleState.Enabled;

    /// <summary>Checks every schedule: the broken first, then the unknown, each by name.</summary>
    /// <param name="context">The evidence.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="outages">The outages: a schedule that had no fire time since the end of one is not proved.</param>
    /// <param name="settings">What is needed for the open; null without settings.</param>
    /// <param name="since">Since when runs are asked to be proved; null when nobody asked.</param>
    public static IReadOnlyList<ScheduleCheck> All(
        DiagnosisContext context,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<ExplainedOutage> outages,
        Settings? settings,
        Instant? since
    )
    {
        var faults = findings
            .Where(f => f.Rule.LosesRuns && !f.IsOver)
            .SelectMany(f => f.Subjects.Select(s => (Subject: s, Finding: f)))
            .ToLookup(f => f.Subject, f => f.Finding);
        var unproven = outages
            .Where(o => o.Outage.Mitigated is not null)
            .SelectMany(o => o.Outage.Unproven)
            .Select(u => u.Schedule)
            .ToHashSet();
        return
        [
            .. context
                .Runs.Where(r => r.History.SucceededBy is null)
                .Select(r =>
                    Of(r, context, settings, since)
                        .Judge(context, [.. faults[r.History.Key].Where(f => !IsMended(f, r))], unproven.Contains(r.History.Key), since)
                )
                .OrderBy(s => (s.Verdict != CheckVerdict.Broken, s.Verdict != CheckVerdict.Unknown))
                .ThenBy(s => s.Runs.History.Key),
        ];
    }

    /// <summary>
    /// Whether all is ready. Something broken says no. Something unknown or unseen leaves it open, and so does an account in
    /// which nothing that is needed is switched on.
    /// </summary>
    public static Readiness Overall(IReadOnlyList<ScheduleCheck> all, IReadOnlyList<UnseenPart> unseen) =>
        all.Any(s => s.Counts && s.Verdict == CheckVerdict.Broken) ? Readiness.NotReady
        : unseen.Count > 0 || !all.Any(s => s.Decides) || all.Any(s => s.Counts && s.Verdict == CheckVerdict.Unknown) ? Readiness.Unknown
        : Readiness.Ready;

    private static ScheduleCheck Of(ScheduleRuns runs, DiagnosisContext context, Settings? settings, Instant? since)
    {
        var (due, run) = LastKnown(runs);
        var until = Instant.Max(context.Window.End, runs.LastGoodEver + Duration.Epsilon ?? context.Window.End);
        return new ScheduleCheck(runs, since is { } asked ? runs.FirstGood(Instant.Max(asked, context.Window.Start), until) : null)
        {
            LastDue = due,
            LastRun = run,
            Counts = IsCounted(runs, context, settings),
            IsProved = run is RunVerdict.Ran or RunVerdict.Late && !(LastChange(runs.History) > due),
        };
    }

    private ScheduleCheck Judge(DiagnosisContext context, IReadOnlyList<Finding> faults, bool unproven, Instant? since)
    {
        var lost = LastRun is RunVerdict.Missed or RunVerdict.Failed;
        if (lost && unproven)
            Say(CheckVerdict.Unknown, $"no run was due since the repair{(Runs.Next is { } due ? $"; the next is {Text(due)}" : "")}");
        else if (lost && (IsEnabled || Runs.Gaps is [.., { End: null }]))
            Say(CheckVerdict.Broken, Lost(faults));
        if (!unproven)
            Blame(faults, context);
        if (ScheduleState.Of(Runs) == ScheduleState.Unknown && !HasEnded(context.RecordedAt))
            Say(CheckVerdict.Unknown, "it could not be read");
        else if (IsEnabled && Verdict == CheckVerdict.Sound)
            AskForProof(context);
        if (since is { } proved && FirstGoodSince is null && IsEnabled && Verdict == CheckVerdict.Sound)
            Say(
                CheckVerdict.Unknown,
                $"not proved since {Text(proved)}: "
                    + (Runs.Next is { } next ? $"its next fire time is {Text(next)}" : "it has no fire time ahead")
            );
        return this;
    }

    /// <summary>
    /// What ran well is proved as far as it is known. What was not due since its last change is
    /// sound where all that it names was read, since then nothing was found to be wrong with it.
    /// </summary>
    private void AskForProof(DiagnosisContext context)
    {
        if (IsProved)
        {
            if (UnknownSince(context.RecordedAt) is { } lately)
                Say(CheckVerdict.Unknown, $"whether it ran since {Text(lately)} is unknown, see coverage");
        }
        else if (Runs.History.Latest.Expression is UnknownExpression)
            Say(CheckVerdict.Unknown, "its configuration was not recorded");
        else if (Runs.Counts.Unknown > 0 && LastRun is null)
            Say(
                CheckVerdict.Unknown,
                LeavesNoTrace(Runs, context)
                    ? "whether its last runs happened is unknown: nothing that is recorded tells of runs of such a target"
                    : "whether its last runs happened is unknown, see coverage"
            );
        else if (Unread(context) is { } unread)
            Say(CheckVerdict.Unknown, $"no run was due since {Text(context.Window.Start)}, and {unread}");
    }

    /// <summary>Whether it had done all it was made for, and may have been deleted by the Scheduler itself.</summary>
    private bool HasEnded(Instant at) =>
        Runs.History.Latest.End <= at || (Runs.History.Latest.Expression is AtExpression && Runs.Next is null);

    /// <summary>Why a thing that the schedule names is not known to be good; null when all were read.</summary>
    private string? Unread(DiagnosisContext context) =>
        FindingRules
            .All.Where(r => r.MayExplain(Runs.History.Latest, FailureLayer.Refused))
            .SelectMany(r => r.SourcesOf(Runs.History.Latest))
            .Where(s => !s.InTime)
            .Select(s => context.Sources.Missing(s, Runs.History.Key.Region, context.RecordedAt))
            .FirstOrDefault(why => why is not null);

    /// <summary>Since when nothing is known of its runs, if that is no matter of sources that are behind; null otherwise.</summary>
    private Instant? UnknownSince(Instant recordedAt)
    {
        var since = Runs.NotRan.FirstOrDefault(r => r.Verdict == RunVerdict.Unknown && !(r.FireTime <= Runs.LastGoodEver));
        return since != default && since.FireTime + LongestLag < recordedAt ? since.FireTime : null;
    }

    private static bool IsCounted(ScheduleRuns runs, DiagnosisContext context, Settings? settings)
    {
        var key = runs.History.Key;
        if (settings?.Accepted.Any(a => key.IsNamed(a.Schedule) && context.RecordedAt < a.Until) == true)
            return false;
        var services = (settings?.Services.Values ?? []).Where(s => s.Schedules.Any(key.IsNamed)).ToList();
        if (services.Count > 0)
            return services.Exists(s => s.RequiredForOpen);
        // Nothing tells of runs of other targets; one of them must not make every morning unknown unless somebody needs it.
        return runs.History.Latest.Expression is UnknownExpression || !LeavesNoTrace(runs, context);
    }

    /// <summary>Whether nothing that was asked for tells of its runs: they leave no trace, or recordings did not yet ask for it.</summary>
    private static bool LeavesNoTrace(ScheduleRuns runs, DiagnosisContext context) =>
        runs.History.Latest.Target switch
        {
            OtherTarget => runs is { LastGoodEver: null, Counts.Missed: 0 },
            BatchTarget => !context.Sources.WasAsked(EvidenceSource.Jobs, runs.History.Key.Region),
            SfnTarget => !context.Sources.WasAsked(EvidenceSource.Machines, runs.History.Key.Region),
            _ => false,
        };

    private static Instant? LastChange(ScheduleHistory history) =>
        history.Changes.LastOrDefault(c => c.Succeeded && !(c.Field is { } field && ScheduleFields.IsHarmless(field)))?.At;

    /// <summary>
    /// A state that only fits is belied by a run that started after it began, and by counts in which no call was refused. Where the time
    /// of its beginning is not known, it may be newer than both.
    /// </summary>
    private void Blame(IReadOnlyList<Finding> faults, DiagnosisContext context)
    {
        foreach (var fault in faults.Where(f => f.Certainty == Certainty.Confirmed && _reasons.Count == 0))
            Say(CheckVerdict.Broken, $"{fault.RuleId} {fault.Name}: {fault.Found}");
        foreach (
            var fault in faults.Where(f =>
                f.Certainty == Certainty.Supported && (f.Rule.IsOfStartedRuns || !(f.Since <= Runs.LastGoodEver))
            )
        )
        {
            var belied =
                fault.Since is not null ? null
                : LastRun is RunVerdict.Ran or RunVerdict.Late ? "the last run started"
                : LastRun is null && NoCallWasRefused(fault, context) ? "no call was refused"
                : null;
            Say(
                belied is null ? CheckVerdict.Broken : CheckVerdict.Unknown,
                $"{fault.RuleId} {fault.Name} fits{(belied is null ? "" : $", though {belied}")}: {fault.Found}"
            );
        }
    }

    /// <summary>Whether it was called although the target would have had to refuse.</summary>
    private bool NoCallWasRefused(Finding fault, DiagnosisContext context)
    {
        var counts = CallCounts.Of(Runs.History.Key);
        return fault.Rule.MayExplain(Runs.History.Latest, FailureLayer.Refused)
            && Runs.Counts.Unknown > 0
            && counts.SayNoneWasRefused(name => context.Resources.Metric(counts.Region, counts.Namespace, name, counts.Value));
    }

    private void Say(CheckVerdict worse, string reason)
    {
        if (worse == CheckVerdict.Broken || Verdict == CheckVerdict.Sound)
            Verdict = worse;
        _reasons.Add(reason);
    }

    private string Lost(IReadOnlyList<Finding> faults)
    {
        var causes = string.Join(", ", faults.Where(f => f.Certainty == Certainty.Confirmed).Select(f => $"{f.RuleId} {f.Name}"));
        var what = Runs.Gaps is [.., { End: null } open]
            ? $"it has {NotWell(open)} since {Text(open.Start)}"
            : $"the run of {Text(LastDue!.Value)} {(LastRun == RunVerdict.Missed ? "was missed" : "failed")}";
        return causes.Length == 0 ? what : $"{what} ({causes})";
    }

    private static string NotWell(ExecutionGap gap) =>
        gap.Failed == 0 ? "not run"
        : gap.Missed == 0 ? "run and failed"
        : "not run, or run and failed,";

    /// <summary>A recorded change mended it, or the schedule has run since the fault began.</summary>
    private static bool IsMended(Finding fault, ScheduleRuns runs) =>
        fault.Recoveries.Any(r => r.Schedule is null || r.Schedule == runs.History.Key)
        || (runs.LastGoodEver is { } good && runs.Gaps.Count > 0 && runs.Gaps[^1].End is { } end && good >= end);

    /// <summary>The last fire time of which it is known what became of it, inside the window or after it.</summary>
    private static (Instant? At, RunVerdict? Verdict) LastKnown(ScheduleRuns runs)
    {
        var lost = runs
            .NotRan.Concat(runs.Later)
            .LastOrDefault(r => r.Verdict is RunVerdict.Missed or RunVerdict.Failed or RunVerdict.Late);
        if (lost != default && (runs.LastGoodEver is null || lost.FireTime >= runs.LastGoodEver))
            return (lost.FireTime, lost.Verdict);
        return runs.LastGoodEver is { } good ? (good, RunVerdict.Ran) : (null, null);
    }

    private static string Text(Instant instant) => instant.ToIso();
}
